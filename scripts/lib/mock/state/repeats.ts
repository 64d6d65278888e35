import { parametersOf } from '../parameters.ts';
import { Refusal } from '../refusal.ts';
import type { MockAnswer, MockRequest } from '../types.ts';

/** Answers that are given again to a call with the same Idempotency-Key. */
export interface Repeats {
  /**
   * The answer that the same call got before, or that it gets now.
   *
   * @throws {Refusal} 422 if the call before had another body
   */
  answer(request: MockRequest, act: () => MockAnswer): MockAnswer;
}

/** Beyond these the oldest go. */
const bound = 100;

/** Repeats as draft-ietf-httpapi-idempotency-key-header has them, for operations that declare the header. */
export function createRepeats(): Repeats {
  const calls = new Map<string, { readonly body: string; readonly answer: MockAnswer }>();
  return {
    answer(request, act) {
      const { route, path, headers, body } = request;
      const { authorization, 'idempotency-key': given } = headers;
      const isDeclared = parametersOf(route).some(
        (parameter) => parameter.in === 'header' && parameter.name.toLowerCase() === 'idempotency-key',
      );
      if (given === undefined || !isDeclared) return act();
      const key = JSON.stringify([route.method, path, authorization, given]);
      const known = calls.get(key);
      if (known && known.body !== body.text) {
        const hints = ['idempotencyKeyReused', 'keyReused'];
        throw new Refusal(422, 'This Idempotency-Key came with another body before.', { hints });
      }
      const answer = known?.answer ?? act();
      calls.set(key, { body: body.text, answer });
      const [oldest] = calls.keys();
      if (calls.size > bound && oldest !== undefined) calls.delete(oldest);
      return known ? { ...answer, why: 'the same again' } : answer;
    },
  };
}
