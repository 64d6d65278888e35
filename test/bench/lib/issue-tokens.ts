import autocannon, { type Request } from 'autocannon';
import { usualConnections } from './load.ts';

/** @throws if there is none */
export async function issueToken(url: string, { path = '', ...init }: Request): Promise<string> {
  const response = await fetch(url + path, init);
  const body = await response.text();
  if (response.status !== 200) throw new Error(`There was no token: ${response.status} ${body}`);
  return (JSON.parse(body) as { access_token: string }).access_token;
}

/**
 * So many tokens, each of a request of its own.
 *
 * @throws if any request fails
 */
export async function issueTokens(url: string, request: Request, count: number): Promise<string[]> {
  const tokens: string[] = [];
  const onResponse = (status: number, body: string) => {
    if (status !== 200) throw new Error(`There was no token: ${status} ${body}`);
    tokens.push((JSON.parse(body) as { access_token: string }).access_token);
  };
  await autocannon({
    url,
    connections: Math.min(usualConnections, count),
    amount: count,
    requests: [{ ...request, onResponse }],
  });
  if (tokens.length !== count) throw new Error(`There were ${tokens.length} tokens instead of ${count}`);
  return tokens;
}
