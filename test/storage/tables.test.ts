import { expect, test } from 'vitest';
import { openDatabase } from '../../server/storage/index.ts';
import { tableNames } from '../../server/storage/primary-keys.ts';

test('no table is forgotten by what works on all of them', async () => {
  const { db } = await openDatabase('sqlite::memory:');
  const tables = await db.introspection.getTables();
  await db.destroy();
  expect(tables.map(({ name }) => name).sort()).toEqual([...tableNames].sort());
});
