import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rotateAtOnce } from '../support/rotation.ts';
import { connect, listening, shownKey, start } from './service.ts';

test('rotations at once through two processes on one database leave what some order of them explains', {
  timeout: 60_000,
}, async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-rotation-'));
  await using first = start(folder.path);
  const firstUrl = await listening(first);
  const key = shownKey(first.output().stderr);
  await using second = start(folder.path);
  const call = await connect(firstUrl, key);
  const other = await connect(await listening(second), key);

  const { clientId } = (await (await call('POST', '/api-keys', { name: 'Rotated' })).json()) as { clientId: string };
  const refusals = await rotateAtOnce([call, other], clientId, 4);
  expect(refusals).toContain('409 last_secret');
});
