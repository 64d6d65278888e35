import { readdirSync, readFileSync } from 'node:fs';

/** From `/proc/PID/stat`. */
export interface Process {
  readonly pid: number;
  readonly name: string;
  readonly parent: number;
  readonly seconds: number;
  /** Of children that have ended. */
  readonly childrenSeconds: number;
}

/** Of this machine. */
export function allProcesses(): Process[] {
  return readdirSync('/proc').flatMap((name) => readProcess(Number(name)) ?? []);
}

/** The `USER_HZ` of every Linux that Node runs on. */
const ticksPerSecond = 100;

/** @returns undefined if it has ended, or if this system has no `/proc` as Linux has it */
export function readProcess(pid: number): Process | undefined {
  try {
    // Fields as proc(5) numbers them: 2 is the name, in brackets.
    const [, name = '', rest = ''] = /\((.*)\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const fields = rest.split(' ').map(Number);
    const field = (number: number) => fields[number - 3] ?? 0;
    const seconds = (field(14) + field(15)) / ticksPerSecond;
    return { pid, name, parent: field(4), seconds, childrenSeconds: (field(16) + field(17)) / ticksPerSecond };
  } catch {
    return undefined;
  }
}
