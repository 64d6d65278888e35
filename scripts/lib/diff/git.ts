import { spawn } from 'node:child_process';

/** What git printed, or why it would not. */
export type Answer = { readonly ok: true; readonly stdout: Buffer } | { readonly ok: false; readonly reason: string };

/** Runs git in a folder. Throws only if there is no git at all. */
export async function git(folder: string, options: readonly string[], input = ''): Promise<Answer> {
  const child = spawn('git', ['-C', folder, ...options], { stdio: 'pipe' });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  // It may end without reading all that it is given.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.on('error', () => reject(new Error('git could not be started: install it, or give --base a file.')));
  child.on('close', resolve);
  const code = await promise;
  if (code === 0) return { ok: true, stdout: Buffer.concat(out) };
  return { ok: false, reason: Buffer.concat(err).toString().trim().split('\n')[0] ?? `exit code ${code}` };
}

/**
 * Files as they are in a commit, several at once. Needs no checkout.
 *
 * @param commit an object id
 * @param files paths from the top of the repository
 * @returns file to content; without those that are not there
 */
export async function readCommitted(
  folder: string,
  commit: string,
  files: readonly string[],
): Promise<Map<string, Buffer>> {
  const answer = await git(folder, ['cat-file', '--batch'], files.map((file) => `${commit}:${file}\n`).join(''));
  if (!answer.ok) throw new Error(`git could not read ${commit}: ${answer.reason}`);
  const found = new Map<string, Buffer>();
  let rest = answer.stdout;
  for (const file of files) {
    // `<id> blob <size>`, a line feed, the content, a line feed; or `… missing`.
    const end = rest.indexOf('\n');
    const [, type, size] =
      rest
        .subarray(0, end)
        .toString()
        .match(/^[0-9a-f]+ (\w+) (\d+)$/) ?? [];
    rest = rest.subarray(end + 1);
    if (size === undefined) continue;
    if (type === 'blob') found.set(file, rest.subarray(0, Number(size)));
    rest = rest.subarray(Number(size) + 1);
  }
  return found;
}
