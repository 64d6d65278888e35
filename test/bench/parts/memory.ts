import { type Engine, openEngines } from '../lib/databases.ts';
import { startLatchkey } from '../lib/latchkey.ts';
import { usualServiceCalls } from '../lib/service-calls.ts';
import { table, whole } from '../lib/table.ts';
import { measureVariants } from '../lib/variants.ts';
import { chosen, type Part } from './part.ts';

const keyCount = 1000;
const calls = usualServiceCalls(keyCount);

/** Resident bytes of the service. */
interface Memory {
  readonly engine: Engine;
  readonly atRest: number;
  readonly afterLoad: number;
  readonly most: number;
}

/** A service on each engine, before and after all calls were made at full load. */
export const memory: Part = {
  summary: 'resident memory after the start and after load',
  calls,
  async measure(settings) {
    await using opened = await openEngines();
    const memories: Memory[] = [];
    for (const { engine, databases } of opened.each) {
      settings.report(`starting on ${engine}`);
      await using latchkey = await startLatchkey(await databases.createDatabase(), keyCount, settings.report);
      const { bytes: atRest } = await latchkey.usage();
      const variant = { name: engine, comparedWith: engine, latchkey, calls: chosen(calls, settings.only) };
      await measureVariants([variant], settings);
      const { bytes: afterLoad, mostBytes: most } = await latchkey.usage();
      memories.push({ engine, atRest, afterLoad, most });
    }
    const rows = memories.map(({ engine, ...bytes }) => [
      engine,
      ...[bytes.atRest, bytes.afterLoad, bytes.most].map((number) => whole(number / 1e6)),
    ]);
    return { report: { memories }, text: table(['resident MB', 'at rest', 'after load', 'most'], rows) };
  },
};
