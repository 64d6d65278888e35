#!/usr/bin/env node
/** Tests the tests: makes the service wrong in many ways, and counts how often the contract suite notices. */
import { writeFileSync } from 'node:fs';
import { readOptions, run } from '../../scripts/lib/command.ts';
import { type Contract, readContract } from '../contract/document.ts';
import { equivalentOf } from './equivalents.ts';
import { type Judge, type Outcome, startJudge } from './judge.ts';
import { kinds } from './kinds.ts';
import type { Kind, Mutant } from './mutant.ts';
import { sample } from './sample.ts';
import { ratioOf, renderReport, scoreOf, threshold } from './score.ts';
import { type SuiteCheck, suiteOf } from './suite.ts';

const usualSample = 8;

const help = `Usage: npm run test:mutants -- [options]

Makes the service wrong in one place after the other (its answers, its store, the contract that it serves), runs the
contract suite on each, and fails if fewer than ${100 * threshold} % of the mutants are caught.

  --kind TEXT   only kinds whose name contains the text
  --sample N    at most N mutants of a kind, chosen by the seed  (default: ${usualSample})
  --seed N      chooses the same mutants again                   (default: 1)
  --all         every mutant, and those that are said to be equivalent: one of these that is caught fails
  --only N      only the mutant with this number in the list
  --list        lists the mutants with their numbers, and runs nothing
  --json FILE   writes every mutant and what became of it to a file
  --help        this text
`;

/** A mutant with its number among all that the contract gives rise to. */
interface Numbered {
  readonly number: number;
  readonly mutant: Mutant;
}

await run(help, async () => {
  const options = readOptions({
    kind: { type: 'string', default: '' },
    sample: { type: 'string', default: String(usualSample) },
    seed: { type: 'string', default: '1' },
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
    list: { type: 'boolean', default: false },
    json: { type: 'string' },
  });
  const contract = readContract();
  const wanted = kinds.filter(({ name }) => name.includes(options.kind));
  if (wanted.length === 0)
    throw new Error(`There is no kind of mutant with “${options.kind}” in its name. Try --list.`);
  const most = options.all ? Number.POSITIVE_INFINITY : integer('--sample', options.sample);
  const chosen = choose(contract, wanted, most, integer('--seed', options.seed));
  const picked = options.only === undefined ? chosen : [pick(contract, integer('--only', options.only))];
  if (options.list) {
    for (const { number, mutant } of picked)
      console.log(`${String(number).padStart(5)}  ${mutant.kind}: ${mutant.place}`);
    return;
  }

  // Minutes of work must not be lost to a file that can't be written.
  if (options.json !== undefined) writeFileSync(options.json, '', { flag: 'a' });
  const started = performance.now();
  const suite = suiteOf(contract);
  const outcomes = await judgeAll(contract, suite, picked, options.only !== undefined);
  const [equivalent, real] = [true, false].map((is) =>
    outcomes.filter(({ mutant }) => (equivalentOf(mutant) !== undefined) === is),
  ) as [Outcome[], Outcome[]];
  const disproved = equivalent.filter(({ verdict }) => verdict !== 'survived');
  console.log(renderReport(wanted, real));
  for (const { mutant } of disproved)
    console.log(`Said to be equivalent, but caught: ${mutant.kind} (${mutant.place})`);
  const kindsRun = new Set(real.map(({ mutant }) => mutant.kind)).size;
  console.log(`${kindsRun} kinds, ${Math.round((performance.now() - started) / 1000)} s`);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(told(real), null, 2)}\n`);
  if (ratioOf(scoreOf(real)) < threshold || disproved.length > 0) process.exitCode = 1;
});

/** The mutants to run. Those that are equivalent to no mutant at all only if all are wanted. */
function choose(contract: Contract, wanted: readonly Kind[], most: number, seed: number): Numbered[] {
  const all = numbered(contract).filter(({ mutant }) => wanted.some(({ name }) => name === mutant.kind));
  const isEligible = ({ mutant }: Numbered) => most === Number.POSITIVE_INFINITY || !equivalentOf(mutant);
  const byKind = Map.groupBy(all.filter(isEligible), ({ mutant }) => mutant.kind);
  return [...byKind.values()].flatMap((same) => {
    const drawn = sample(
      same.map(({ mutant }) => mutant),
      most,
      seed,
    );
    return same.filter(({ mutant }) => drawn.includes(mutant));
  });
}

function pick(contract: Contract, number: number): Numbered {
  const found = numbered(contract)[number - 1];
  if (!found) throw new Error(`There is no mutant ${number}. Try --list --all.`);
  return found;
}

function numbered(contract: Contract): Numbered[] {
  return kinds.flatMap((kind) => kind.mutants(contract)).map((mutant, index) => ({ number: index + 1, mutant }));
}

/** A suite that the true service fails would catch everything. */
async function refuseFalseAlarm(judge: Judge): Promise<void> {
  const finding = await judge.falseAlarm();
  if (finding) throw new Error(`The service itself fails the suite, at “${finding.check}”: ${finding.problem}`);
}

async function judgeAll(
  contract: Contract,
  suite: readonly SuiteCheck[],
  mutants: readonly Numbered[],
  isTold: boolean,
): Promise<Outcome[]> {
  await using judge = await startJudge(contract, suite);
  await refuseFalseAlarm(judge);
  const outcomes: Outcome[] = [];
  const { isTTY } = process.stderr;
  for (const [index, { number, mutant }] of mutants.entries()) {
    const outcome = await judge.judge(mutant);
    outcomes.push(outcome);
    if (isTold && outcome.verdict === 'caught') console.log(`Caught by “${outcome.by.check}”: ${outcome.by.problem}`);
    const mark = outcome.verdict === 'survived' ? '✗' : '✓';
    const line = `${mark} ${index + 1}/${mutants.length} ${number} ${mutant.kind}: ${mutant.place}`;
    if (isTTY) process.stderr.write(`\r\u001b[K${line.slice(0, process.stderr.columns - 1)}`);
    else if (mark === '✗' || (index + 1) % 100 === 0) process.stderr.write(`${line}\n`);
  }
  if (isTTY) process.stderr.write('\r\u001b[K');
  await refuseFalseAlarm(judge);
  return outcomes;
}

function told(outcomes: readonly Outcome[]): object {
  const { caught, total, refused } = scoreOf(outcomes);
  const mutants = outcomes.map(({ mutant: { kind, place }, ...outcome }) => ({ kind, place, ...outcome }));
  return { caught, total, refused, mutants };
}

/** @throws unless the text is a whole number of at least 1 */
function integer(option: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${option} must be a whole number of at least 1, not ${text}`);
  return Number(text);
}
