import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Installs what Latchkey is compared with, which a plain `npm ci` leaves out, unless it is there. */
export function installPeers(): void {
  const folder = fileURLToPath(new URL('../', import.meta.url));
  const { dependencies } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) as { dependencies: object };
  if (Object.keys(dependencies).every((name) => existsSync(`${folder}node_modules/${name}`))) return;
  process.stderr.write('Installing what Latchkey is compared with (npm ci in test/bench) …\n');
  // npm is a batch file on Windows, which only a shell starts.
  const { status, error } = spawnSync('npm ci', { cwd: folder, stdio: ['ignore', 2, 'inherit'], shell: true });
  if (status === 0) return;
  throw new Error(
    `npm ci in test/bench failed (${error?.message ?? `exit code ${status}`}). Run it there, or leave the peers out: ` +
      'npm run bench -- --only bare,validator,get,list,create,delete,token,introspect,revoke',
  );
}
