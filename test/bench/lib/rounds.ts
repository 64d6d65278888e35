import type { Call, PreparedCall } from './call.ts';
import { type Measurement, measure } from './load.ts';
import type { Stage } from './stage.ts';

export interface RoundSettings {
  readonly rounds: number;
  /** Each call's share of a round. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly report: (progress: string) => void;
}

/** Measurements of one call, one for each round. */
export type Results = ReadonlyMap<Call['id'], readonly Measurement[]>;

/** Requests per second that a warm-up makes room for, before anything was measured. */
const firstGuess = 2000;

/**
 * Checks one answer of each call, warms it up, then measures all of them in each round. Rounds begin with another
 * call each, so that what slows the machine for a while slows no call more than the others.
 *
 * @throws if any answer is another than expected
 */
export async function measureRounds(stage: Stage, calls: readonly Call[], settings: RoundSettings): Promise<Results> {
  const { rounds, seconds, warmUpSeconds, report } = settings;
  const results = new Map<Call['id'], Measurement[]>();
  const lastRates = new Map<Call['id'], number>();

  const runOnce = async (call: Call, duration: number): Promise<Measurement> => {
    const room = Math.ceil((lastRates.get(call.id) ?? firstGuess) * duration * 1.5);
    const prepared = await call.prepare(stage, room);
    const { url } = stage.get(call.server);
    const load = { ...prepared, url, status: call.expectation.status, seconds: duration };
    const measurement = await measure(load).catch((error: Error) => {
      throw new Error(`${call.title}: ${error.message}`);
    });
    lastRates.set(call.id, measurement.rate);
    return measurement;
  };

  for (const call of calls) {
    report(`warming up: ${call.title}`);
    await checkAnswer(call, stage.get(call.server).url, await call.prepare(stage, 1));
    await runOnce(call, warmUpSeconds);
    results.set(call.id, []);
  }
  for (let round = 0; round < rounds; round++) {
    const first = Math.floor((round * calls.length) / rounds);
    for (const call of [...calls.slice(first), ...calls.slice(0, first)]) {
      report(`round ${round + 1} of ${rounds}: ${call.title}`);
      results.get(call.id)?.push(await runOnce(call, seconds));
    }
  }
  return results;
}

async function checkAnswer(call: Call, url: string, { request, variants, prove }: PreparedCall): Promise<void> {
  const { path = '/', ...init } = { ...request, ...variants?.next().value };
  const response = await fetch(url + path, init as RequestInit);
  const body = await response.text();
  const { status, fits } = call.expectation;
  if (response.status !== status || !fits(body)) {
    throw new Error(`${call.title} did not answer ${status} as expected, but ${response.status}:\n${body}`);
  }
  await prove?.();
}
