import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { methods, type OpenApiDocument } from '../document.ts';
import { type Change, impacts, type RawChange, worst } from './change.ts';
import { mappingChanges, withoutMappings } from './discriminator.ts';
import { normalised } from './normalise.ts';
import { stablePointer, wordsFor } from './place.ts';
import { fieldsOf } from './pointer.ts';
import { listChanges } from './redocly.ts';
import { judge } from './rules.ts';
import { type Documents, type Judgement, type Subject, subjectOf } from './subject.ts';
import { operationAt, usagesIn } from './usage.ts';

/**
 * Every difference in meaning between two bundled documents, judged, the gravest first.
 *
 * @throws if redocly can't compare them
 */
export async function compare(base: OpenApiDocument, revision: OpenApiDocument): Promise<Change[]> {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'contract-diff-'));
  const [one, other] = normalised(base, revision);
  const documents: Documents = {
    base: one,
    revision: other,
    baseUsages: usagesIn(one),
    revisionUsages: usagesIn(other),
  };
  const listed = await listChanges(withoutMappings(one), withoutMappings(other), folder.path);
  return judgeAll([...listed, ...mappingChanges(one, other)], documents);
}

function judgeAll(list: readonly RawChange[], documents: Documents): Change[] {
  const byId = new Map<string, Change>();
  for (const raw of list) {
    const subject = subjectOf(raw, documents);
    const judgement = judge(subject);
    if (!judgement) continue;
    const change = toChange(subject, judgement);
    const known = byId.get(change.id);
    if (!known || rank(known) < rank(change)) byId.set(change.id, change);
  }
  return [...byId.values()].sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1));
}

const rank = ({ impact }: Change) => impacts.indexOf(impact);

function toChange(subject: Subject, { rule, what, outcomes }: Judgement): Change {
  const impact = worst(outcomes.map((outcome) => outcome.impact));
  const decisive = outcomes.filter((outcome) => outcome.impact === impact);
  const document = subject.raw.after ? subject.documents.revision : subject.documents.base;
  // The alternatives of a security requirement are judged together.
  const place = rule.startsWith('security-') ? subject.segments.slice(0, 3) : subject.segments;
  const { property } = subject.raw;
  const field = property === undefined || property === 'key' || place !== subject.segments ? [] : [property];
  const pointer = stablePointer(document, [...place, ...field]);
  return {
    id: `${rule} ${pointer}`,
    pointer,
    isGone: subject.raw.after === undefined,
    impact,
    rule,
    // What came or went is named in the sentence: the place is what is around it.
    where: wordsFor(document, subject.raw.kind === 'modified' ? place : place.slice(0, -1)),
    what,
    consequence: decisive.map(({ consequence }) => consequence).join(' '),
    operations: operationsOf(subject, document, decisive),
  };
}

function operationsOf(subject: Subject, document: OpenApiDocument, decisive: Judgement['outcomes']): string[] {
  const { segments, usages, usagesBefore } = subject;
  const place = operationAt(segments);
  if (place) return [place.operation];
  if (segments[0] === 'paths' && segments.length === 2) {
    const item = fieldsOf(document.paths?.[segments[1] ?? '']);
    return methods.filter((method) => item[method]).map((method) => `${method.toUpperCase()} ${segments[1]}`);
  }
  const concerned = (usages.length > 0 ? usages : usagesBefore).filter(({ side }) =>
    decisive.some((outcome) => outcome.side === undefined || outcome.side === side),
  );
  return [...new Set(concerned.map(({ operation }) => operation))];
}
