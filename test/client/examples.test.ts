import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
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

test('the page on the client does what it says, from its first snippet to its last', async () => {
  const page = await readFile('docs/packages/latchkey-client.md', 'utf8');
  const snippets = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text = '']) => text);
  await using service = await startService();
  const program = `
    import { operations as table } from 'latchkey-client/operations';
    const { clientId, clientSecret } = ${JSON.stringify(service.firstKey)};
    const vault = { write: async (id, secret) => console.log(\`Written \${id === clientId} \${secret !== clientSecret}\`) };
    ${snippets.join('\n')}`
    .replaceAll('http://localhost:8080', service.url)
    .replaceAll("'latchkey-client'", `'${pathToFileURL('client/index.ts')}'`)
    .replaceAll("'latchkey-client/operations'", `'${pathToFileURL('generated/operations.ts')}'`);
  const folder = await mkdtemp(path.join(tmpdir(), 'client-page-'));
  try {
    const file = path.join(folder, 'page.mts');
    await writeFile(file, program);
    const { stdout } = await promisify(execFile)(process.execPath, [file]);
    expect(stdout).toMatch(
      /^key_\w+ never used\n[\s\S]*api_key\.created\nWritten true true\nsec_\w+ in place of sec_\w+\n$/,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
