import { bearer, type Call } from './call.ts';
import { expectPage } from './expectations.ts';
import { nameOf } from './keys.ts';
import type { Latchkey } from './latchkey.ts';

/** The first page of all keys. */
export function list(total: number, limit: number): Call<Latchkey> {
  return page({ total, limit, depth: 0 }, () => '');
}

/** Pages of ten after so many keys, by the `next` of the page before or by their number. */
export const deepLists = {
  byCursor: (total: number, depth: number) => page({ total, limit: 10, depth }, cursor),
  // So slow that requests in line would still be worked on long after their time is up, while others are measured.
  byOffset: (total: number, depth: number) =>
    page({ total, limit: 10, depth, connections: 1 }, () => `&offset=${depth}`),
};

interface Page {
  /** How many keys there are. */
  readonly total: number;
  readonly limit: number;
  readonly depth: number;
  readonly connections?: number;
}

function page(
  { total, limit, depth, connections }: Page,
  by: (latchkey: Latchkey, depth: number) => string | Promise<string>,
): Call<Latchkey> {
  return {
    expectation: expectPage({ total, count: limit, firstName: nameOf(depth + 1) }),
    prepare: async (latchkey) => {
      const path = `/api-keys?limit=${limit}${await by(latchkey, depth)}`;
      const request = { method: 'GET', path, headers: bearer(latchkey.token) };
      return { request, ...(connections && { connections }) };
    },
  };
}

async function cursor({ url, token }: Latchkey, depth: number): Promise<string> {
  const response = await fetch(`${url}/api-keys?limit=1&offset=${depth - 1}`, { headers: bearer(token) });
  const { meta } = (await response.json()) as { meta: { next: string } };
  return `&after=${meta.next}`;
}
