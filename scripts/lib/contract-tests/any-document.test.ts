import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadContract } from '../contract.ts';
import { testContract } from './index.ts';

const examples = path.dirname(createRequire(import.meta.url).resolve('@readme/oas-examples/package.json'));

/** A server that says yes to everything, and has no words. */
const yes = async () => ({
  status: 201,
  headers: new Headers({ 'Content-Type': 'application/json' }),
  text: '{"id":1}',
});

test.each([
  ['3.0/json/petstore.json', 20],
  ['3.0/json/schema-circular.json', 3],
  ['3.0/json/circular-request-bodies.json', 4],
  ['3.0/json/parameters-style.json', 25],
  ['3.0/json/file-uploads.json', 3],
  ['3.1/json/schema-types.json', 23],
  ['3.1/json/train-travel.json', 7],
])('%s: requests are made for its %i operations, and their number is bounded', async (file, operations) => {
  const { document } = await loadContract(path.join(examples, file));
  const credentials = { token: 'any', apiKey: 'any', basic: 'any:any' };
  const report = await testContract(document, {
    ...{ target: 'http://any.invalid', credentials, send: yes },
    ...{ maxCasesPerOperation: 20, randomCases: 2 },
  });
  expect(report.counts.operations).toBe(operations);
  expect(report.counts.cases).toBeLessThanOrEqual(operations * 45);
  expect(report.failures.length).toBeGreaterThan(0);
});

test('a document without operations is no success', async () => {
  const { document } = await loadContract(path.join(examples, '3.1/json/webhooks.json'));
  const run = testContract(document, { target: 'http://any.invalid', send: yes });
  await expect(run).rejects.toThrow('Nothing was tested');
});

test('the same seed gives the same requests', async () => {
  const { document } = await loadContract(path.join(examples, '3.1/json/train-travel.json'));
  const sent = async (seed: number) => {
    const paths: string[] = [];
    const send = async ({
      method,
      path,
      body = '',
    }: {
      method: string;
      path: string;
      body?: string | Uint8Array | undefined;
    }) => {
      paths.push(`${method} ${path} ${String(body)}`);
      return yes();
    };
    await testContract(document, {
      target: 'http://any.invalid',
      credentials: { token: 'a' },
      send,
      seed,
      concurrency: 1,
    });
    return paths;
  };
  const [first, second, other] = [await sent(1), await sent(1), await sent(2)];
  expect(second).toEqual(first);
  expect(other).not.toEqual(first);
});
