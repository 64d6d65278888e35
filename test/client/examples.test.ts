import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startService } from '../support/service.ts';

test.each([
  ['first-key.ts', /^Created key_\w+\nThe worker sees 2 keys\nAfter its key was deleted it gets 401\n$/],
  ['errors.ts', /^404 not_found\n\/body\/name must NOT have fewer than 1 characters\n[\s\S]*\nTimeoutError\n$/],
])('the example %s does what it says', async (example, expected) => {
  await using service = await startService();
  const { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET } = service.firstKey;
  const env = { ...process.env, LATCHKEY_URL: service.url, CLIENT_ID, CLIENT_SECRET };
  const { stdout } = await promisify(execFile)(process.execPath, [`examples/${example}`], { env });
  expect(stdout).toMatch(expected);
});
