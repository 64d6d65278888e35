import { readFileSync } from 'node:fs';
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/** Of those that prom-client brings, what neither alarms anybody nor helps them to find out why. */
const unneeded =
  /^nodejs_(active_|heap_space_|external_memory|version_info|eventloop_lag_(min|stddev|p90))|^process_(virtual|heap)/;

/** Adds what there is to know of the process, and of the program that it runs. */
export function addProcessMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
  for (const { name } of registry.getMetricsAsArray()) if (unneeded.test(name)) registry.removeSingleMetric(name);
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  new Gauge({
    name: 'latchkey_build_info',
    help: 'Always 1; its labels are the versions of Latchkey and Node.js',
    labelNames: ['version', 'node'],
    registers: [registry],
  }).set({ version, node: process.versions.node }, 1);
}
