import type { Line, PreparedCall } from './call.ts';
import { type Cost, startCounting } from './cpu.ts';
import { type Measurement, measure } from './load.ts';

export interface RoundSettings {
  readonly rounds: number;
  /** Each call's share of a round. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly report: (progress: string) => void;
}

export interface Measured extends Measurement {
  readonly cost?: Cost;
}

/** Measurements of one line, one for each round. */
export type Results = ReadonlyMap<Line['id'], readonly Measured[]>;

/** Requests per second that a warm-up makes room for, before anything was measured. */
const firstGuess = 2000;

/**
 * Checks one answer of each line, warms it up, then measures all of them in each round. Rounds begin with another line
 * each, so that what slows the machine for a while slows no line more than the others.
 *
 * @throws if any answer is another than expected
 */
export async function measureRounds(lines: readonly Line[], settings: RoundSettings): Promise<Results> {
  const { rounds, seconds, warmUpSeconds, report } = settings;
  const results = new Map<Line['id'], Measured[]>();
  const lastRates = new Map<Line['id'], number>();

  const runOnce = async (line: Line, duration: number): Promise<Measured> => {
    const room = Math.ceil((lastRates.get(line.id) ?? firstGuess) * duration * 1.5);
    const prepared = await line.prepare(room);
    const measured = await measureCost(line, prepared, duration).catch((error: Error) => {
      throw new Error(`${line.title}: ${error.message}`);
    });
    await prepared.cleanUp?.();
    lastRates.set(line.id, measured.rate);
    return measured;
  };

  for (const line of lines) {
    report(`warming up: ${line.title}`);
    await checkAnswer(line, await line.prepare(1));
    await runOnce(line, warmUpSeconds);
    results.set(line.id, []);
  }
  for (let round = 0; round < rounds; round++) {
    const first = Math.floor((round * lines.length) / rounds);
    for (const line of [...lines.slice(first), ...lines.slice(0, first)]) {
      report(`round ${round + 1} of ${rounds}: ${line.title}`);
      results.get(line.id)?.push(await runOnce(line, seconds));
    }
  }
  return results;
}

async function measureCost(line: Line, prepared: PreparedCall, seconds: number): Promise<Measured> {
  const { urls, expectation, cpu } = line;
  const costOf = cpu && (await startCounting(cpu));
  const measurement = await measure({ ...prepared, urls, status: expectation.status, seconds });
  return { ...measurement, ...(costOf && { cost: await costOf(measurement.answers) }) };
}

async function checkAnswer({ title, urls: [url], expectation }: Line, prepared: PreparedCall): Promise<void> {
  const { request, variants, prove, cleanUp } = prepared;
  const { path = '/', ...init } = { ...request, ...variants?.next().value };
  const response = await fetch(url + path, init as RequestInit).catch((error: Error) => {
    throw new Error(`${title}: ${error.message} (${error.cause})`);
  });
  const body = await response.text();
  const { status, fits } = expectation;
  if (response.status !== status || !fits(body)) {
    throw new Error(`${title} did not answer ${status} as expected, but ${response.status}:\n${body}`);
  }
  await prove?.();
  await cleanUp?.();
}
