import { STATUS_CODES } from 'node:http';
import type { Prism, PrismOperation } from './prism.ts';
import type { Refusal } from './refusal.ts';
import { plain } from './state/names.ts';
import type { MockAnswer, MockRequest } from './types.ts';

/** What may be declared in place of a status. */
const alternatives: Readonly<Record<number, readonly number[]>> = {
  400: [400, 422],
  415: [415, 422, 400],
  422: [422, 400],
};

/** A refusal as the operation declares it, in the example that fits best; else a problem (RFC 9457) that says so. */
export async function refuse(prism: Prism, request: MockRequest, refusal: Refusal): Promise<MockAnswer> {
  const { headers, message: why, hints } = refusal;
  const operation = await prism.operation(request.route);
  const declared = (alternatives[refusal.status] ?? [refusal.status])
    .map((code) => ({ code, exampleKey: fittingExample(operation, code, hints) }))
    .filter(({ exampleKey }) => exampleKey !== undefined);
  // A 422 may be declared for something else: an example that says what is wrong goes before a status.
  const [fitting = declared[0]] = declared.filter(({ exampleKey }) => exampleKey !== '');
  if (fitting) {
    const { code, exampleKey } = fitting;
    const answer = await prism.declared(withoutAccept(request), { code, ...(exampleKey && { exampleKey }) });
    return { ...answer, headers: { ...withoutNames(answer.headers, headers), ...headers, ...reason(why) }, why };
  }
  const { method, template } = request.route;
  const place = `${method.toUpperCase()} ${template}`;
  return problem(refusal.status, `${why} The contract declares no ${refusal.status} for ${place}.`, headers);
}

/** A problem as RFC 9457 has it. */
export function problem(status: number, detail: string, headers: MockAnswer['headers'] = {}): MockAnswer {
  return {
    status,
    headers: { ...headers, ...reason(detail), 'Content-Type': 'application/problem+json' },
    body: { type: 'about:blank', title: STATUS_CODES[status] ?? 'Unknown status', status, detail },
    why: detail,
  };
}

/** Why, in one line of ASCII: an example speaks of another request. */
function reason(why: string): Readonly<Record<string, string>> {
  const line = why.replaceAll(/\s+/g, ' ').replaceAll(/[^\x20-\x7e]/g, '?');
  return { 'Mock-Reason': line.slice(0, 200) };
}

/** The name of the example to answer with, '' if there is none to choose, undefined if the status isn't declared. */
function fittingExample(operation: PrismOperation, status: number, hints: readonly string[]): string | undefined {
  const declared = [String(status), `${Math.floor(status / 100)}XX`, 'default'];
  const response = declared
    .map((code) => operation.responses.find((one) => one.code.toUpperCase() === code.toUpperCase()))
    .find((one) => one !== undefined);
  if (!response) return undefined;
  const examples = response.contents?.flatMap(({ examples = [] }) => examples) ?? [];
  for (const hint of hints.map(plain)) {
    const fitting = examples.find((example) => sayings(example).map(plain).includes(hint));
    if (fitting) return fitting.key;
  }
  return '';
}

/** What an example says that it is about: its name and its error code. */
function sayings(example: { readonly key: string; readonly value?: unknown }): string[] {
  const { code, error, type, title } = (example.value ?? {}) as Readonly<Record<string, unknown>>;
  return [example.key, code, error, type, title].filter((text) => typeof text === 'string');
}

/** Whatever is accepted: a refusal is given as it is declared. */
function withoutAccept(request: MockRequest): MockRequest {
  const { accept: _, ...headers } = request.headers;
  return { ...request, headers };
}

function withoutNames(headers: MockAnswer['headers'], others: MockAnswer['headers']): MockAnswer['headers'] {
  const names = new Set(Object.keys(others).map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase())));
}
