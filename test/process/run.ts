import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Place {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The project's folder, in which its programs run. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Of this process's environment, what makes another start sooner and changes nothing else. */
export const sooner: Record<string, string> = process.env.NODE_COMPILE_CACHE
  ? { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }
  : {};

/**
 * Runs one of the project's programs to its end, as a person would: `run('scripts/generate.ts', ['--check'])`.
 *
 * @param place where it runs and what it finds in its environment; the project's folder and all of this process's by default
 */
export async function run(program: string, options: readonly string[] = [], place: Place = {}): Promise<Finished> {
  const file = path.resolve(root, program);
  const child = spawn(process.execPath, [file, ...options], { cwd: root, ...place, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}
