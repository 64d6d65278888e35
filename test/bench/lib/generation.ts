import { fileURLToPath } from 'node:url';
import { generate } from '../../../scripts/lib/generate.ts';
import { median } from './statistics.ts';

/** Milliseconds from the contract to everything that is generated from it, in a process that has done it before. */
export async function measureGeneration(runs = 5): Promise<number> {
  const contract = fileURLToPath(new URL('../../../spec/openapi.yaml', import.meta.url));
  await generate(contract);
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    await generate(contract);
    times.push(performance.now() - started);
  }
  return median(times);
}
