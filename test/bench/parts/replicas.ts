import { openEngines } from '../lib/databases.ts';
import { startReplica } from '../lib/installation.ts';
import { startLatchkey } from '../lib/latchkey.ts';
import { createKey, issueToken, readKey, type ServiceCall } from '../lib/service-calls.ts';
import { measureVariants } from '../lib/variants.ts';
import { renderVariants } from '../lib/variants-report.ts';
import { chosen, type Part } from './part.ts';

const calls: readonly ServiceCall[] = [
  { id: 'get', title: 'authenticated read', ...readKey },
  { id: 'token', title: 'token', ...issueToken },
  { id: 'create', title: 'create', ...createKey },
];

/** As many for each of one, two or three. */
const connections = 12;

/** Three replicas on one database: the first of them called alone, then two, then all. */
export const replicas: Part = {
  summary: '1, 2 and 3 replicas on one PostgreSQL',
  calls,
  async measure(settings) {
    await using opened = await openEngines(['PostgreSQL']);
    const [postgres] = opened.each;
    if (!postgres) return { report: {}, text: 'There is no PostgreSQL here.' };
    settings.report('starting the replicas');
    await using services = new AsyncDisposableStack();
    const first = services.use(await startLatchkey(await postgres.databases.createDatabase(), 1000, settings.report));
    const [second, third] = [services.use(await startReplica(first)), services.use(await startReplica(first))];
    const variants = [[first], [first, second], [first, second, third]].map((called) => ({
      name: nameOf(called.length),
      comparedWith: nameOf(1),
      latchkey: first,
      replicas: called,
      connections,
      calls: chosen(calls, settings.only),
    }));
    const figures = await measureVariants(variants, settings);
    return { report: { connections, figures }, text: `${connections} connections\n\n${renderVariants(figures)}` };
  },
};

function nameOf(count: number): string {
  return count === 1 ? '1 replica' : `${count} replicas`;
}
