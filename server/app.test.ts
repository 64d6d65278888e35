import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { operations } from '../generated/operations.ts';
import { createApp } from './app.ts';
import { readDocument } from './openapi.ts';
import { openStore } from './storage/index.ts';

interface Spec {
  paths: Record<string, Record<string, { responses?: unknown; parameters?: unknown }>>;
}

/** All that an operator reads when the service doesn't start with this contract; undefined if it starts. */
async function refusal(change: (spec: Spec) => void): Promise<string | undefined> {
  const document = structuredClone(readDocument()) as Spec;
  change(document);
  const store = await openStore('sqlite::memory:');
  const serviceSecret = randomBytes(32);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  try {
    const app = await createApp({ store, serviceSecret, log, contract: { document, operations } });
    await app.stop();
    return undefined;
  } catch (error) {
    const mended = await createApp({ store, serviceSecret, log });
    await mended.stop();
    expect(mended.firstKey, 'a start that failed has used up the first key').toBeDefined();
    return (error as Error).message;
  } finally {
    await store.close();
  }
}

test('starts with the contract as it is', async () => {
  expect(await refusal(() => undefined)).toBeUndefined();
});

const breakList = ({ paths }: Spec) => Object.assign(paths['/api-keys']?.get ?? {}, { parameters: [{ name: 'x' }] });

test.each<[string, (spec: Spec) => void, RegExp]>([
  ['a parameter that is nowhere', breakList, /paths\/~1api-keys\/get\/parameters/],
  [
    'a reference to nothing',
    ({ paths }) => Object.assign(paths, { '/x': { $ref: '#/components/no' } }),
    /components\/no/,
  ],
])('refuses to start with a contract that has %s', async (_, change, message) => {
  expect(await refusal(change)).toMatch(message);
});

test('everything that is wrong with the contract is told at once', async () => {
  const message = await refusal((spec) => {
    breakList(spec);
    Object.assign(spec.paths['/health/live']?.get ?? {}, { parameters: 'none' });
  });
  expect(message).toMatch(/paths\/~1api-keys\/get\/parameters/);
  expect(message).toMatch(/paths\/~1health~1live\/get\/parameters/);
});
