import { setTimeout } from 'node:timers/promises';
import { type Chance, pick } from './chance.ts';
import { Refusal } from './refusal.ts';
import type { Route } from './types.ts';

/** Milliseconds that an answer takes at least. */
export interface Latency {
  readonly from: number;
  readonly to: number;
}

/** @throws {Refusal} now and then: one of the 429s and 5xx that the operation declares, or else 503 */
export function failSometimes({ operation }: Route, rate: number, chance: Chance): void {
  if (chance() >= rate) return;
  const declared = Object.keys(operation.responses ?? {}).filter((code) => /^(429|5\d\d)$/.test(code));
  const status = Number(pick(chance, declared) ?? 503);
  const headers = status === 429 || status === 503 ? { 'Retry-After': '1' } : {};
  throw new Refusal(status, 'The mock was told to fail now and then.', { headers });
}

export async function wait({ from, to }: Latency, chance: Chance): Promise<void> {
  const milliseconds = from + chance() * (to - from);
  if (milliseconds > 0) await setTimeout(milliseconds);
}
