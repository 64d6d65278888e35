import { isDeepStrictEqual } from 'node:util';

/** An answer that a server gives again and again. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Headers that Node or Express write by themselves. */
const automatic = ['connection', 'keep-alive', 'date', 'content-length'];

/** Captures an answer, so that another server can give the same bytes. */
export async function capture(url: string, headers: Record<string, string>): Promise<Answer> {
  const response = await fetch(url, { headers });
  const kept = [...response.headers].filter(([name]) => !automatic.includes(name));
  return { status: response.status, headers: Object.fromEntries(kept), body: await response.text() };
}

/**
 * Makes sure that another server's answer is the captured one.
 *
 * @throws if it differs, in the body or in any header that isn't Node's own
 */
export async function mustAnswer(url: string, headers: Record<string, string>, expected: Answer): Promise<void> {
  const actual = await capture(url, headers);
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(`${url} does not give the same bytes:\n${JSON.stringify({ actual, expected }, null, 2)}`);
}
