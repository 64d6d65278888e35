import { mediaTypeFor, responseFor } from './answer-check.ts';
import type { Call } from './call.ts';
import type { Case } from './cases.ts';
import { type Contract, follow, type Operation, type Schema } from './contract.ts';
import type { Answer } from './exchange.ts';
import { type Exemption, exemptionOf } from './exemptions.ts';
import { jsonOf } from './resources.ts';
import { isRecord } from './subschemas.ts';
import { variantsOf } from './variants.ts';

export interface CoverageRow {
  readonly operationId: string;
  /** `status 404` · `accepted query limit` · `refused body /name` · `seen 200 /meta/total`. */
  readonly what: string;
  readonly isCovered: boolean;
  /** Why it need not be covered. */
  readonly reason?: string;
}

export interface Coverage {
  readonly rows: readonly CoverageRow[];
  readonly covered: number;
  readonly exempt: number;
  readonly missing: number;
}

/** What of the contract was brought about. */
export interface CoverageRecord {
  /** A case that is about to be tried: its place is then wanted. */
  want(one: Case): void;
  /** An answer came; what it shows of its operation counts, and the place of the case that brought it about. */
  saw(operation: Operation, answer: Answer, one?: Case): void;
  report(exemptions: readonly Exemption[]): { coverage: Coverage; used: ReadonlySet<Exemption> };
}

/** Objects within each other; a recursive schema has no end. */
const deepest = 5;

/** @param contract as answers see it */
export function createCoverage(contract: Contract, operations: readonly Operation[]): CoverageRecord {
  const rows = new Map<string, { operationId: string; what: string; isCovered: boolean }>();
  const row = (operationId: string, what: string) => {
    const key = `${operationId} ${what}`;
    const known = rows.get(key) ?? { operationId, what, isCovered: false };
    rows.set(key, known);
    return known;
  };
  for (const { operationId, responses } of operations) {
    for (const [status, { content = {} }] of Object.entries(responses)) {
      row(operationId, `status ${status}`);
      for (const { schema } of Object.values(content)) {
        for (const pointer of propertiesOf(contract, schema ?? {})) row(operationId, `seen ${status} ${pointer}`);
      }
    }
  }
  const sideOf = ({ expectation: { kind }, place }: Case) =>
    place === '' || (kind !== 'accepted' && kind !== 'refused') ? undefined : `${kind} ${place}`;

  return {
    want(one) {
      const side = sideOf(one);
      if (side) row(one.call.operation.operationId, side);
    },
    saw(operation, answer, one) {
      const { operationId, responses } = operation;
      const side = one && sideOf(one);
      const hasSucceeded = one?.expectation.kind === 'refused' ? answer.status >= 400 : answer.status < 400;
      if (side && hasSucceeded) row(operationId, side).isCovered = true;
      if (one?.expectation.kind === 'accepted' && hasSucceeded) {
        for (const place of placesIn(one.call)) {
          const accepted = rows.get(`${operationId} accepted ${place}`);
          if (accepted) accepted.isCovered = true;
        }
      }
      const response = responseFor(operation, answer.status);
      const status = Object.keys(responses).find((key) => responses[key] === response);
      if (!response || status === undefined) return;
      row(operationId, `status ${status}`).isCovered = true;
      const media = mediaTypeFor(response.content ?? {}, answer.headers.get('Content-Type') ?? '');
      if (!media?.schema) return;
      for (const pointer of pointersIn(jsonOf(answer))) {
        const seen = rows.get(`${operationId} seen ${status} ${pointer}`);
        if (seen) seen.isCovered = true;
      }
    },
    report(exemptions) {
      const used = new Set<Exemption>();
      // What a status would show is worth a line only where it came at all.
      const isShown = ({ operationId, what }: CoverageRow) => {
        const [, status] = /^seen (\S+)/.exec(what) ?? [];
        return status === undefined || rows.get(`${operationId} status ${status}`)?.isCovered === true;
      };
      const judged = [...rows.values()].filter(isShown).map((one): CoverageRow => {
        const exemption = one.isCovered ? undefined : exemptionOf(exemptions, `${one.operationId} ${one.what}`);
        if (!exemption) return one;
        used.add(exemption);
        return { ...one, reason: exemption.reason };
      });
      const covered = judged.filter(({ isCovered }) => isCovered).length;
      const exempt = judged.filter(({ reason }) => reason !== undefined).length;
      return { coverage: { rows: judged, covered, exempt, missing: judged.length - covered - exempt }, used };
    },
  };
}

/** Pointers of every property that a schema declares, `*` for any index. */
function propertiesOf(contract: Contract, schema: Schema, pointer = '', passed: readonly Schema[] = []): string[] {
  const target = follow(contract, schema);
  if (passed.includes(target) || passed.length > deepest) return [];
  return [
    ...new Set(
      variantsOf(contract, schema).flatMap(({ properties = {}, items }) => [
        ...Object.entries(properties as Record<string, Schema>).flatMap(([name, inner]) => {
          const at = `${pointer}/${name}`;
          return [at, ...propertiesOf(contract, inner, at, [...passed, target])];
        }),
        ...(isRecord(items) ? propertiesOf(contract, items, `${pointer}/*`, [...passed, target]) : []),
      ]),
    ),
  ];
}

/** Everything that a call holds, as places. */
function placesIn({ parameters, body }: Call): string[] {
  const inBody =
    body && 'value' in body ? ['', ...pointersIn(body.value)].map((pointer) => `body ${pointer}`.trim()) : [];
  return [...Object.keys(parameters), ...inBody];
}

function pointersIn(value: unknown, pointer = '', depth = 0): Set<string> {
  const inner = Array.isArray(value)
    ? value.map((item) => ['*', item] as const)
    : isRecord(value) && depth <= deepest
      ? Object.entries(value)
      : [];
  const found = inner.flatMap(([name, one]) => [
    `${pointer}/${name}`,
    ...pointersIn(one, `${pointer}/${name}`, depth + 1),
  ]);
  return new Set(found);
}
