import { type Engine, openEngines } from '../lib/databases.ts';
import { type Disk, diskOf } from '../lib/disk.ts';
import { type Latchkey, startLatchkey } from '../lib/latchkey.ts';
import { usualServiceCalls } from '../lib/service-calls.ts';
import { spreadCalls } from '../lib/spread-calls.ts';
import { fixed, table, whole } from '../lib/table.ts';
import { measureVariants, type Variant } from '../lib/variants.ts';
import { renderVariants } from '../lib/variants-report.ts';
import { chosen, type Part } from './part.ts';

const counts = [1000, 10_000, 100_000, 1_000_000];

/** What a store of so many keys takes. */
interface Store {
  readonly engine: Engine;
  readonly keys: number;
  readonly disk: Disk;
  /** Resident memory of its service, once everything was measured. */
  readonly serviceBytes: number;
}

/** Services that differ in how much they store. */
export const keys: Part = {
  summary: 'what a request costs as there are more keys, and what they take on the disk',
  calls: usualServiceCalls(0).filter(({ id }) => id !== 'revoke'),
  async measure(settings) {
    await using opened = await openEngines();
    await using services = new AsyncDisposableStack();
    const variants: Variant[] = [];
    const stores: (Omit<Store, 'serviceBytes'> & { latchkey: Latchkey })[] = [];
    for (const { engine, databases } of opened.each) {
      for (const count of counts.filter((count) => count <= settings.keys)) {
        const latchkey = services.use(await startLatchkey(await databases.createDatabase(), count, settings.report));
        stores.push({ engine, keys: count, disk: await diskOf(latchkey.databaseUrl), latchkey });
        const calls = chosen(await spreadCalls(latchkey), settings.only);
        variants.push({ name: nameOf(engine, count), comparedWith: nameOf(engine, 1000), latchkey, calls });
      }
    }
    const figures = await measureVariants(variants, settings);
    const sizes: Store[] = await Promise.all(
      stores.map(async ({ latchkey, ...store }) => ({ ...store, serviceBytes: (await latchkey.usage()).bytes })),
    );
    return { report: { figures, stores: sizes }, text: `${renderVariants(figures)}\n\n${renderStores(sizes)}` };
  },
};

function nameOf(engine: Engine, count: number): string {
  return `${engine}, ${whole(count)} keys`;
}

function renderStores(stores: readonly Store[]): string {
  const heading = ['', 'MB on the disk', 'bytes a key with its secret', 'bytes an audit entry', "service's memory MB"];
  return table(
    heading,
    stores.map(({ engine, keys, disk, serviceBytes }) => [
      nameOf(engine, keys),
      fixed((disk.keys + disk.auditEntries) / 1e6),
      ...[disk.keys, disk.auditEntries].map((bytes) => whole(bytes / keys)),
      whole(serviceBytes / 1e6),
    ]),
  );
}
