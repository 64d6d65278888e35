import { cpus } from 'node:os';
import type { Call } from './call.ts';
import { usualConnections } from './load.ts';
import { ratios } from './ratios.ts';
import type { Results, RoundSettings } from './rounds.ts';
import { median } from './statistics.ts';

export interface Report {
  readonly machine: { cores: number; processor: string; node: string; platform: string };
  readonly settings: { rounds: number; seconds: number; connections: number };
  /** Medians of the rounds. */
  readonly calls: readonly { id: string; title: string; requestsPerSecond: number; p99Milliseconds: number }[];
  readonly ratios: ReturnType<typeof ratios>;
  readonly generationMilliseconds: number;
}

export function summarise(
  chosen: readonly Call[],
  results: Results,
  { rounds, seconds }: RoundSettings,
  generationMilliseconds: number,
): Report {
  const processors = cpus();
  return {
    machine: {
      cores: processors.length,
      processor: processors[0]?.model.trim() ?? 'unknown',
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
    },
    settings: { rounds, seconds, connections: usualConnections },
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

const titleWidth = 49;

/** The report as people read it. */
export function render({ machine, settings, calls: rows, ratios: compared, generationMilliseconds }: Report): string {
  const { cores, processor, node, platform } = machine;
  return [
    `${cores} cores (${processor}), Node ${node}, ${platform}`,
    `medians of ${settings.rounds} interleaved rounds of ${settings.seconds} s, ${settings.connections} connections`,
    '',
    line('', 'requests/s', 'p99 ms'),
    ...rows.map((row) =>
      line(row.title, Math.round(row.requestsPerSecond).toLocaleString('en'), fixed(row.p99Milliseconds)),
    ),
    '',
    line('ratio of requests/s', 'median', 'least', 'greatest'),
    ...compared.map((ratio) => {
      const numbers = [ratio.median, ratio.least, ratio.greatest].map(fixed);
      return line(ratio.title, ...numbers) + (ratio.aim === undefined ? '' : verdict(ratio.aim, ratio.median));
    }),
    '',
    line('save to generated, warm in process, ms', Math.round(generationMilliseconds).toString()),
  ].join('\n');
}

function line(title: string, ...cells: readonly string[]): string {
  return (title.padEnd(titleWidth) + cells.map((cell) => cell.padStart(11)).join('')).trimEnd();
}

function fixed(number: number): string {
  return number > 0 && number < 0.01 ? number.toPrecision(1) : number.toFixed(2);
}

function verdict(aim: number, reached: number): string {
  return `   aim ≥ ${fixed(aim)}: ${reached >= aim ? 'met' : 'not met'}`;
}
