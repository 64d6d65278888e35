import type { Call, Line } from './call.ts';
import type { Contestant } from './contestant.ts';
import { type Cost, cpuReader } from './cpu.ts';
import type { Latchkey } from './latchkey.ts';
import { type Ratio, ratioOf } from './ratios.ts';
import { type Measured, measureRounds, type RoundSettings } from './rounds.ts';
import type { ServiceCall } from './service-calls.ts';
import { median } from './statistics.ts';

/** One of several ways to run the service, whose calls are compared with the same ones of another. */
export interface Variant {
  readonly name: string;
  readonly comparedWith: string;
  readonly latchkey: Latchkey;
  /** Over which the load is spread; itself alone by default. */
  readonly replicas?: readonly Contestant[];
  readonly connections?: number;
  readonly calls: readonly ServiceCall[];
}

/** Medians of the rounds. */
export interface Figures {
  readonly call: string;
  readonly title: string;
  readonly variant: string;
  readonly requestsPerSecond: number;
  readonly p99Milliseconds: number;
  /** CPU milliseconds for a request. */
  readonly cost: Cost;
  /** Cores that were at work, those of the load among them. */
  readonly coresBusy: number;
  /** To the variant that it is compared with. */
  readonly ratio: { readonly to: string; readonly requestsPerSecond: Ratio; readonly cost: Ratio };
}

/** Measures every call of every variant in interleaved rounds. @returns figures, the variants of a call together */
export async function measureVariants(variants: readonly Variant[], settings: RoundSettings): Promise<Figures[]> {
  const lines = await Promise.all(variants.map(linesOf));
  const results = await measureRounds(inTurn(lines), settings);
  const [first] = variants;
  return (first?.calls ?? []).flatMap((call) =>
    variants.flatMap(({ name, comparedWith }) => {
      const [own, other] = [results.get(idOf(call.id, name)), results.get(idOf(call.id, comparedWith))];
      return own && other ? [toFigures(call, name, own, { to: comparedWith, other })] : [];
    }),
  );
}

async function linesOf({ name, latchkey, replicas = [latchkey], connections, calls }: Variant): Promise<Line[]> {
  const cpu = await cpuReader(replicas, latchkey.databaseUrl);
  const prepare = async (call: Call<Latchkey>, room: number) => ({
    ...(await call.prepare(latchkey, room)),
    ...(connections && { connections }),
  });
  return calls.map((call) => ({
    id: idOf(call.id, name),
    title: `${call.title}, ${name}`,
    urls: replicas.map(({ url }) => url),
    expectation: call.expectation,
    prepare: (room) => prepare(call, room),
    cpu,
  }));
}

/** What is to be compared is measured one after the other. */
function inTurn(lists: readonly (readonly Line[])[]): Line[] {
  const [longest = []] = lists;
  return longest.flatMap((_, index) => lists.flatMap((list) => list[index] ?? []));
}

function idOf(call: string, variant: string): string {
  return `${call} ${variant}`;
}

function toFigures(
  { id, title }: ServiceCall,
  variant: string,
  own: readonly Measured[],
  { to, other }: { to: string; other: readonly Measured[] },
): Figures {
  const medianOf = (value: (measured: Measured) => number) => median(own.map(value));
  const hasDatabase = own.every(({ cost }) => cost?.database !== undefined);
  return {
    call: id,
    title,
    variant,
    requestsPerSecond: medianOf(({ rate }) => rate),
    p99Milliseconds: medianOf(({ p99 }) => p99),
    cost: {
      service: medianOf(({ cost }) => cost?.service ?? Number.NaN),
      ...(hasDatabase && { database: medianOf(({ cost }) => cost?.database ?? Number.NaN) }),
      load: medianOf(({ cost }) => cost?.load ?? Number.NaN),
    },
    coresBusy: medianOf((measured) => (measured.rate * (costOfAnswer(measured) + (measured.cost?.load ?? 0))) / 1000),
    ratio: {
      to,
      requestsPerSecond: ratioOf(own, other, ({ rate }) => rate),
      cost: ratioOf(own, other, costOfAnswer),
    },
  };
}

/** CPU milliseconds of those who answer. */
function costOfAnswer({ cost }: Measured): number {
  return cost ? cost.service + (cost.database ?? 0) : Number.NaN;
}
