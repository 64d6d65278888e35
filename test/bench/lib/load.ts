import autocannon, { type Request } from 'autocannon';
import { quantile } from './statistics.ts';

/** Connections, each of which waits for its answer before it sends again; fewer where a load says so. */
export const usualConnections = 10;

export interface Load {
  /** The connections are shared out among them. */
  readonly urls: readonly string[];
  readonly request: Request;
  /** The only status that counts as an answer. */
  readonly status: number;
  /** Changes the request each time it is sent. The load ends early when this runs dry. */
  readonly variants?: Iterator<Request> | undefined;
  readonly connections?: number | undefined;
  readonly seconds: number;
}

export interface Measurement {
  /** Requests per second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p99: number;
  /** All that came, the last ones after the time was up. */
  readonly answers: number;
}

/**
 * Calls as fast as the server answers.
 *
 * @throws if anything but the expected status came back: such a run says nothing
 */
export async function measure(load: Load): Promise<Measurement> {
  const { urls, request, status, variants, connections = usualConnections, seconds } = load;
  const times: number[] = [];
  const others = new Map<number, number>();
  const started = performance.now();
  let end = started + seconds * 1000;
  let answers = 0;

  const setupRequest = (template: Request): Request => {
    const variant = variants?.next();
    if (!variant || variant.done) {
      end = Math.min(end, performance.now());
      run.stop();
      return template;
    }
    return { ...template, ...variant.value };
  };
  const requests = [variants ? { ...request, ...variants.next().value, setupRequest } : request];
  const run = autocannon({ url: [...urls], connections, duration: seconds, sampleInt: 100, requests });
  run.on('response', (_client: unknown, answered: number, _bytes: number, milliseconds: number) => {
    answers++;
    if (performance.now() > end) return;
    if (answered === status) times.push(milliseconds);
    else others.set(answered, (others.get(answered) ?? 0) + 1);
  });

  const { errors } = await run;
  if (errors > 0 || others.size > 0 || times.length === 0) {
    const seen = [...others].map(([other, count]) => `${count} × ${other}`);
    throw new Error(`The run is void: ${times.length} × ${status}, ${[...seen, `${errors} failed`].join(', ')}`);
  }
  return { rate: (times.length * 1000) / (end - started), p99: quantile(times, 0.99), answers };
}
