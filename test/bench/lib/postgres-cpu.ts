import { query } from '../../support/postgres.ts';
import { allProcesses, type Process, readProcess } from './processes.ts';

/**
 * Reads the CPU seconds of all processes of a PostgreSQL server, now and again.
 *
 * @returns undefined if they can't be seen: the server is on another machine, or this one has no `/proc`
 */
export async function postgresCpu(url: string): Promise<(() => number) | undefined> {
  const [row] = await query(url, "select pid from pg_stat_activity where backend_type = 'checkpointer'");
  const checkpointer = readProcess(Number(row?.pid));
  if (checkpointer?.name !== 'postgres') return undefined;
  const first = checkpointer.parent;
  return () => allProcesses().reduce((sum, one) => sum + secondsOf(one, first), 0);
}

/** A child that ends leaves its time to the first process. */
function secondsOf({ pid, parent, seconds, childrenSeconds }: Process, first: number): number {
  if (pid === first) return seconds + childrenSeconds;
  return parent === first ? seconds : 0;
}
