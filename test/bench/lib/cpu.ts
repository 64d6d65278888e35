import type { Contestant } from './contestant.ts';
import { isSqlite } from './databases.ts';
import { postgresCpu } from './postgres-cpu.ts';

/** CPU seconds since the processes started. */
export interface CpuTime {
  readonly service: number;
  /** Of a database server whose processes can be seen from here; SQLite's is the service's own. */
  readonly database?: number;
}

export type CpuReader = () => Promise<CpuTime>;

/** The CPU time of some replicas together, and of the server of their database. */
export async function cpuReader(replicas: readonly Contestant[], databaseUrl: string): Promise<CpuReader> {
  const database = isSqlite(databaseUrl) ? undefined : await postgresCpu(databaseUrl);
  return async () => {
    const usages = await Promise.all(replicas.map((replica) => replica.usage()));
    const service = usages.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
    return { service, ...(database && { database: database() }) };
  };
}

/** CPU milliseconds for a request: of those who answer, and of this process, which asks. */
export interface Cost {
  readonly service: number;
  readonly database?: number;
  readonly load: number;
}

/** Starts to count. @returns what it came to, for so many answers */
export async function startCounting(cpu: CpuReader): Promise<(answers: number) => Promise<Cost>> {
  const before = await cpu();
  const loadBefore = process.cpuUsage();
  return async (answers) => {
    const load = process.cpuUsage(loadBefore);
    const after = await cpu();
    const perAnswer = (seconds: number) => (seconds * 1000) / answers;
    return {
      service: perAnswer(after.service - before.service),
      ...(after.database !== undefined && { database: perAnswer(after.database - (before.database ?? 0)) }),
      load: perAnswer((load.user + load.system) / 1e6),
    };
  };
}
