import { bearer, type Call } from './call.ts';
import { expectPage } from './expectations.ts';
import { nameOf } from './keys.ts';
import type { Latchkey } from './latchkey.ts';
import { sizes } from './stage.ts';

interface ListCall {
  readonly id: string;
  readonly title: string;
  readonly server: keyof typeof sizes;
  readonly limit: number;
  readonly depth?: number;
  readonly connections?: number;
  /** How to get there. */
  readonly by?: (latchkey: Latchkey, depth: number) => string | Promise<string>;
}

function list({ id, title, server, limit, depth = 0, connections, by = () => '' }: ListCall): Call {
  return {
    id,
    title,
    server,
    expectation: expectPage({ total: sizes[server], count: limit, firstName: nameOf(depth + 1) }),
    prepare: async (stage) => {
      const latchkey = stage.get(server);
      const path = `/api-keys?limit=${limit}${await by(latchkey, depth)}`;
      const request = { method: 'GET', path, headers: bearer(latchkey.token) };
      return { request, ...(connections && { connections }) };
    },
  };
}

export const shortList = list({
  id: 'list',
  title: 'Latchkey listApiKeys, 10 of 1,000',
  server: 'latchkey',
  limit: 10,
});

const deep = { server: 'large', limit: 10, depth: 900_000 } as const;

export const lists: readonly Call[] = [
  shortList,
  list({ id: 'list-1m', title: 'Latchkey listApiKeys, 10 of 1,000,000', server: 'large', limit: 10 }),
  list({ id: 'list-100', title: 'Latchkey listApiKeys, 100 of 1,000', server: 'latchkey', limit: 100 }),
  list({ id: 'list-1m-100', title: 'Latchkey listApiKeys, 100 of 1,000,000', server: 'large', limit: 100 }),
  list({ id: 'list-after', title: 'Latchkey listApiKeys, 900,000 deep by cursor', ...deep, by: cursor }),
  // So slow that requests in line would still be worked on long after their time is up, while others are measured.
  list({ id: 'list-offset', title: 'the same by offset, one connection', ...deep, connections: 1, by: offset }),
];

function offset(_latchkey: Latchkey, depth: number): string {
  return `&offset=${depth}`;
}

/** The `next` of the page before. */
async function cursor({ url, token }: Latchkey, depth: number): Promise<string> {
  const response = await fetch(`${url}/api-keys?limit=1&offset=${depth - 1}`, { headers: bearer(token) });
  const { meta } = (await response.json()) as { meta: { next: string } };
  return `&after=${meta.next}`;
}
