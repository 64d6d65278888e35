import type { Latency } from './failures.ts';

/** Reads `--fail-rate`. Throws what to write instead. */
export function failRateOption(text: string): number {
  const rate = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || rate > 1) throw new Error(`--fail-rate must be 0 to 1, not ${text}`);
  return rate;
}

/** Reads `--latency`: milliseconds, or a range of them. Throws what to write instead. */
export function latencyOption(text: string): Latency {
  const [, from, to = from] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text) ?? [];
  if (from === undefined || Number(from) > Number(to)) {
    throw new Error(`--latency must be milliseconds such as 200, or a range such as 50-300, not ${text}`);
  }
  return { from: Number(from), to: Number(to) };
}
