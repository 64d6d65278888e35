import type { PeerCall } from './peer-calls.ts';
import { ratios } from './ratios.ts';
import type { Results } from './rounds.ts';
import { median } from './statistics.ts';
import { fixed, table, whole } from './table.ts';

export interface Report {
  /** Medians of the rounds. */
  readonly calls: readonly { id: string; title: string; requestsPerSecond: number; p99Milliseconds: number }[];
  readonly ratios: ReturnType<typeof ratios>;
  readonly generationMilliseconds: number;
}

export function summarise(chosen: readonly PeerCall[], results: Results, generationMilliseconds: number): Report {
  return {
    calls: chosen.flatMap(({ id, title }) => {
      const measured = results.get(id);
      if (!measured) return [];
      const requestsPerSecond = median(measured.map(({ rate }) => rate));
      return [{ id, title, requestsPerSecond, p99Milliseconds: median(measured.map(({ p99 }) => p99)) }];
    }),
    ratios: ratios(results),
    generationMilliseconds,
  };
}

/** The report as people read it. */
export function render({ calls, ratios: compared, generationMilliseconds }: Report): string {
  const callRows = calls.map((row) => [row.title, whole(row.requestsPerSecond), fixed(row.p99Milliseconds)]);
  const ratioRows = compared.map(({ title, aim, ...ratio }) => {
    const numbers = [ratio.median, ratio.least, ratio.greatest].map(fixed);
    return [title, ...numbers, ...(aim === undefined ? [] : [verdict(aim, ratio.median)])];
  });
  return [
    table(['', 'requests/s', 'p99 ms'], callRows),
    '',
    table(['ratio of requests/s', 'median', 'least', 'greatest'], ratioRows),
    '',
    `save to generated, warm in process: ${Math.round(generationMilliseconds)} ms`,
  ].join('\n');
}

function verdict(aim: number, reached: number): string {
  return `aim ≥ ${fixed(aim)}: ${reached >= aim ? 'met' : 'not met'}`;
}
