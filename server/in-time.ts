import { StoreUnavailable } from './domain/store.ts';

/**
 * The store's answer, if it comes in so many milliseconds.
 *
 * @throws {StoreUnavailable} if it doesn't
 */
export function answerInTime<Answer>(answer: Promise<Answer>, patience: number): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const late = new Error(`It did not answer within ${patience} ms`);
  const timer = setTimeout(() => reject(new StoreUnavailable(late)), patience);
  answer.then(resolve, reject);
  return promise.finally(() => clearTimeout(timer));
}
