import { openEngines } from '../lib/databases.ts';
import { startLatchkey } from '../lib/latchkey.ts';
import { usualServiceCalls } from '../lib/service-calls.ts';
import { measureVariants, type Variant } from '../lib/variants.ts';
import { renderVariants } from '../lib/variants-report.ts';
import { chosen, type Part } from './part.ts';

const keyCount = 1000;
const calls = usualServiceCalls(keyCount);

/** One service on each engine, with the same keys. */
export const engines: Part = {
  summary: 'one service on PostgreSQL beside one on SQLite, both synced at each commit',
  calls,
  async measure(settings) {
    await using opened = await openEngines();
    await using services = new AsyncDisposableStack();
    const variants: Variant[] = [];
    for (const { engine, databases } of opened.each) {
      settings.report(`starting on ${engine}`);
      const latchkey = services.use(await startLatchkey(await databases.createDatabase(), keyCount, settings.report));
      variants.push({ name: engine, comparedWith: 'SQLite', latchkey, calls: chosen(calls, settings.only) });
    }
    const figures = await measureVariants(variants, settings);
    return { report: { figures }, text: renderVariants(figures) };
  },
};
