import type { OpenApiDocument } from '../document.ts';
import type { Impact, RawChange, Side, Usage } from './change.ts';
import { fieldsOf, segmentsOf, valueAt } from './pointer.ts';
import type { Usages } from './usage.ts';

/** A change with all that a rule may ask about it. */
export interface Subject {
  readonly raw: RawChange;
  /** Of the node, in the new document, or in the old one if it is gone. */
  readonly segments: readonly string[];
  /** The node itself, before and after; no fields where there is none. */
  readonly before: Record<string, unknown>;
  readonly after: Record<string, unknown>;
  /** Of the modified field, before and after. */
  readonly from: unknown;
  readonly to: unknown;
  /** What it reaches in both documents: what an operation did not have before can't break for it. */
  readonly usages: readonly Usage[];
  /** What it reached in the old document alone. */
  readonly usagesBefore: readonly Usage[];
  readonly documents: Documents;
}

export interface Documents {
  readonly base: OpenApiDocument;
  readonly revision: OpenApiDocument;
  readonly baseUsages: Usages;
  readonly revisionUsages: Usages;
}

/** What a rule says of a change. An outcome with a side concerns only the operations that use it on that side. */
export interface Judgement {
  readonly rule: string;
  readonly what: string;
  readonly outcomes: readonly Outcome[];
}

export interface Outcome {
  readonly impact: Impact;
  readonly consequence: string;
  readonly side?: Side;
}

export function subjectOf(raw: RawChange, documents: Documents): Subject {
  const [before, after] = [raw.before, raw.after];
  const { property = '' } = raw;
  const segments = segmentsOf((after ?? before)?.pointer ?? '#');
  const nodeBefore = before ? fieldsOf(valueAt(documents.base, segmentsOf(before.pointer))) : {};
  const nodeAfter = after ? fieldsOf(valueAt(documents.revision, segmentsOf(after.pointer))) : {};
  return {
    raw,
    segments,
    before: nodeBefore,
    after: nodeAfter,
    from: before?.value ?? nodeBefore[property],
    to: after?.value ?? nodeAfter[property],
    usages: usagesOf(raw, documents),
    usagesBefore: before ? documents.baseUsages.at(before.pointer) : [],
    documents,
  };
}

function usagesOf({ before, after }: RawChange, { baseUsages, revisionUsages }: Documents): Usage[] {
  if (!after) return before ? baseUsages.at(before.pointer) : [];
  if (!before) {
    const known = new Set([...baseUsages.operations].map(nameless));
    return revisionUsages.at(after.pointer).filter(({ operation }) => known.has(nameless(operation)));
  }
  const old = new Set(baseUsages.at(before.pointer).map(({ operation, side }) => `${side} ${nameless(operation)}`));
  return revisionUsages.at(after.pointer).filter(({ operation, side }) => old.has(`${side} ${nameless(operation)}`));
}

/** `GET /keys/{id}` and `GET /keys/{keyId}` are one operation. */
export const nameless = (operation: string) => operation.replaceAll(/\{[^}]*\}/g, '{}');

export const onSide = ({ usages }: Subject, side: Side) => usages.some((usage) => usage.side === side);
