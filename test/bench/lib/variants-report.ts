import { fixed, table, whole } from './table.ts';
import type { Figures } from './variants.ts';

const heading = [
  '',
  'requests/s',
  'p99 ms',
  'CPU ms: service',
  'database',
  'load',
  'cores busy',
  'ratio of requests/s',
  'least',
  'greatest',
  'ratio of CPU',
];

/** Figures as people read them. */
export function renderVariants(figures: readonly Figures[]): string {
  return table(heading, figures.map(toRow));
}

function toRow({ title, variant, requestsPerSecond, p99Milliseconds, cost, coresBusy, ratio }: Figures): string[] {
  const figures = [whole(requestsPerSecond), fixed(p99Milliseconds)];
  const costs = [cost.service, cost.database, cost.load, coresBusy].map(fixed);
  const { median, least, greatest } = ratio.requestsPerSecond;
  const ratios = ratio.to === variant ? [] : [median, least, greatest, ratio.cost.median].map(fixed);
  return [`${title}, ${variant}`, ...figures, ...costs, ...ratios];
}
