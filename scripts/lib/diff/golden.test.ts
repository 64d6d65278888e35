import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OpenApiDocument } from '../document.ts';
import { type Impact, worst } from './change.ts';
import { compare } from './compare.ts';
import { discriminatorCases } from './golden/discriminators.ts';
import { documentCases, renamedPaths } from './golden/documents.ts';
import { limitCases } from './golden/limits.ts';
import { mergedCases, mergedDocuments, nameOf } from './golden/merge.ts';
import { messageCases } from './golden/messages.ts';
import { objectCases } from './golden/objects.ts';
import { operationCases } from './golden/operations.ts';
import { schemaCases } from './golden/schemas.ts';
import { spellingCases } from './golden/spellings.ts';
import { valueCases } from './golden/values.ts';
import { segmentsOf } from './pointer.ts';
import { listChanges } from './redocly.ts';

interface Found {
  readonly segments: readonly string[];
  readonly impact: Impact;
  readonly said: string;
}

type Judge = (base: OpenApiDocument, revision: OpenApiDocument) => Promise<Found[]>;

const ours: Judge = async (base, revision) =>
  (await compare(base, revision)).map(({ id, pointer, impact }) => ({
    segments: segmentsOf(pointer),
    impact,
    said: `${impact} ${id}`,
  }));

const redoclyAlone: Judge = async (base, revision) => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'contract-golden-'));
  return (await listChanges(base, revision, folder.path)).map(({ before, after, impact, property }) => ({
    segments: [...segmentsOf((after ?? before)?.pointer ?? '#'), property ?? ''],
    impact,
    said: impact,
  }));
};

const pathCases = [
  ...operationCases,
  ...messageCases,
  ...limitCases,
  ...valueCases,
  ...objectCases,
  ...schemaCases,
  ...discriminatorCases,
  ...spellingCases,
];

/** Every case of the table with what a judge found where the case stands. */
async function judged(judge: Judge) {
  const [inPaths, inDocuments] = await Promise.all([
    judge(...mergedCases(pathCases)),
    judge(...mergedDocuments(documentCases, renamedPaths)),
  ]);
  const renamed = renamedPaths.map(({ before, after, ...rest }) => ({
    ...rest,
    found: inDocuments.filter(({ segments }) => [before, after].some((item) => Object.hasOwn(item, segments[1] ?? ''))),
  }));
  return [
    ...pathCases.map((one) => ({
      ...one,
      found: inPaths.filter(({ segments }) => segments.some((segment) => segment.includes(nameOf(one.name)))),
    })),
    ...documentCases.map((one) => ({
      ...one,
      found: inDocuments.filter(({ segments }) => one.at.every((segment, index) => segments[index] === segment)),
    })),
    ...renamed,
  ];
}

const verdict = ({ found }: { found: readonly Found[] }) => worst(found.map(({ impact }) => impact));

describe('the golden table', async () => {
  const cases = await judged(ours);

  test('names every case once', () => {
    const names = cases.map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(250);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(cases)('$name: $expected', (one) => {
    expect({ verdict: verdict(one), said: one.found.map(({ said }) => said) }).toEqual({
      verdict: one.expected,
      said: expect.anything(),
    });
  });

  // docs/breaking-changes.md tells these figures: another version of redocly, or a further case, changes them.
  test('redocly alone judges fewer of them rightly', async () => {
    const alone = await judged(redoclyAlone);
    const breaks = (impact: Impact) => impact === 'major';
    expect({
      cases: alone.length,
      right: alone.filter((one) => verdict(one) === one.expected).length,
      rightThatItBreaks: alone.filter((one) => breaks(verdict(one)) === breaks(one.expected)).length,
    }).toEqual({ cases: 266, right: 143, rightThatItBreaks: 214 });
  });
});
