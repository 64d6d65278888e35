import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLatchkeyClient, items } from '../../client/index.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

/** A client that made these keys, and the queries of the lists that it asks for. */
async function withKeys(...names: string[]) {
  const queries: string[] = [];
  const latchkey = createLatchkeyClient({
    baseUrl: service.url,
    ...service.firstKey,
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      if (request.method === 'GET') queries.push(`${pathname}${search}`);
      return await fetch(request);
    },
  });
  for (const name of names) await latchkey.createApiKey({ body: { name } });
  return { latchkey, queries };
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

test('every key that the filters let through comes, page by page', async () => {
  const { latchkey, queries } = await withKeys('Billing 1', 'Export', 'Billing 2', 'Billing 3', 'Billing 4');
  const found = await all(latchkey.eachApiKey({ name: 'Billing', limit: 2 }));
  expect(found.map(({ name }) => name).sort()).toEqual(['Billing 1', 'Billing 2', 'Billing 3', 'Billing 4']);
  expect(queries).toHaveLength(2);
});

test('pages are as large as they may be, unless asked otherwise', async () => {
  const { latchkey, queries } = await withKeys();
  await all(latchkey.eachApiKey());
  await all(latchkey.eachAuditLog());
  expect(queries).toEqual(['/api-keys?limit=100', '/audit-logs?limit=100']);
});

test('keys that are deleted on the way shift nothing', async () => {
  const { latchkey } = await withKeys('fleeting a', 'fleeting b', 'fleeting c', 'fleeting d', 'fleeting e');
  const seen: string[] = [];
  for await (const { clientId, name } of latchkey.eachApiKey({ name: 'fleeting', limit: 2 })) {
    seen.push(name);
    await latchkey.deleteApiKey({ clientId });
  }
  expect(seen.sort()).toEqual(['fleeting a', 'fleeting b', 'fleeting c', 'fleeting d', 'fleeting e']);
});

test('no page is asked for before it is needed, nor after the loop was left', async () => {
  const { latchkey, queries } = await withKeys('lazy a', 'lazy b', 'lazy c', 'lazy d', 'lazy e');
  let seen = 0;
  for await (const _key of latchkey.eachApiKey({ name: 'lazy', limit: 2 })) {
    seen += 1;
    expect(queries).toHaveLength(Math.ceil(seen / 2));
    if (seen === 4) break;
  }
  expect(queries).toHaveLength(2);
});

test('each loop begins anew', async () => {
  const { latchkey } = await withKeys('again a', 'again b');
  const keys = latchkey.eachApiKey({ name: 'again', limit: 1 });
  expect(await all(keys)).toHaveLength(2);
  expect(await all(keys)).toHaveLength(2);
});

test('a signal ends the loop at its next page', async () => {
  const { latchkey, queries } = await withKeys('ended a', 'ended b', 'ended c');
  const controller = new AbortController();
  const loop = async () => {
    for await (const _key of latchkey.eachApiKey({ name: 'ended', limit: 2 }, { signal: controller.signal })) {
      controller.abort(new Error('No longer needed'));
    }
  };
  await expect(loop()).rejects.toThrow('No longer needed');
  expect(queries).toHaveLength(1);
});

test('the audit log comes the newest first', async () => {
  const { latchkey } = await withKeys('audited');
  const [key] = await all(latchkey.eachApiKey({ name: 'audited' }));
  const { clientId: target = '' } = key ?? {};
  await latchkey.updateApiKey({ clientId: target, body: { enabled: false } });
  const entries = await all(latchkey.eachAuditLog({ target, limit: 1 }));
  expect(entries.map(({ action }) => action)).toEqual(['api_key.updated', 'api_key.created']);
});

test('the pages of any contract are followed, to one that names no next', async () => {
  const pages: Record<string, { meta: { next?: string }; notes: number[] }> = {
    first: { meta: { next: 'second' }, notes: [1, 2] },
    second: { meta: { next: 'third' }, notes: [] },
    third: { meta: {}, notes: [3] },
  };
  const list = async ({ after = 'first' }: { after?: string }) => pages[after] ?? { meta: {}, notes: [] };
  expect(await all(items(list, {}, ({ notes }) => notes))).toEqual([1, 2, 3]);
});
