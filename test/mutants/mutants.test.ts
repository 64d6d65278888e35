import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Contract, readContract } from '../contract/document.ts';
import type { Answer } from '../contract/exchange.ts';
import type { World } from '../contract/world.ts';
import { equivalentOf, equivalents } from './equivalents.ts';
import { type Judge, type Outcome, startJudge } from './judge.ts';
import { kinds } from './kinds.ts';
import type { Defect, Mutant } from './mutant.ts';
import { sample } from './sample.ts';
import { ratioOf, renderReport, scoreOf } from './score.ts';
import { runSuite, type SuiteCheck, suiteOf } from './suite.ts';
import { knownSurvivors, whatWouldCatch } from './survivors.ts';

const contract = readContract();
const contractText = JSON.stringify(contract);
const mutants = kinds.flatMap((kind) => kind.mutants(contract));
/** The whole suite on one mutant after the other is `npm run test:mutants`. */
const suite = suiteOf(contract);
const quick = suite.filter(({ name }) => !name.startsWith('any service'));

describe('the mutants', () => {
  test('there are more than thirty kinds, each with a name of its own and a place at least', () => {
    const names = kinds.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(30);
    const placed = new Set(mutants.map(({ kind }) => kind));
    expect(names.filter((name) => !placed.has(name))).toEqual([]);
  });

  test('each is told from the others by its kind and place', () => {
    const told = mutants.map(({ kind, place }) => `${kind}: ${place}`);
    expect(told.filter((one, index) => told.indexOf(one) < index)).toEqual([]);
  });

  test('each that alters the contract alters it', () => {
    const idle = mutants.filter(({ defect }) => defect.in === 'contract' && !alters(defect.change));
    expect(idle.map(({ kind, place }) => `${kind}: ${place}`)).toEqual([]);
  });

  test('what is said of equivalents and survivors is said of mutants that there are', () => {
    expect(equivalents.filter((known) => !mutants.some((mutant) => equivalentOf(mutant) === known))).toEqual([]);
    const isThere = ({ wouldCatch, kind, place }: (typeof knownSurvivors)[number]) =>
      mutants.some(
        (mutant) => mutant.kind === kind && mutant.place.startsWith(place) && whatWouldCatch(mutant) === wouldCatch,
      );
    expect(knownSurvivors.filter((known) => !isThere(known))).toEqual([]);
  });
});

describe('the suite', () => {
  let judge: Judge;

  beforeAll(async () => {
    judge = await startJudge(contract, quick);
  });

  afterAll(async () => await judge[Symbol.asyncDispose]());

  test.each([
    'X-Request-Id is missing',
    'Location leads elsewhere',
    'the status is another declared one',
    'the body is cut off',
    'a property is missing',
    'a secret leaks',
    'whoever has no token may call',
    'a delete deletes nothing',
    'a member has another name',
    'an operation asks for no token',
  ])('notices that %s', async (kind) => {
    const mutant = mutants.find((one) => one.kind === kind && !equivalentOf(one)) as Mutant;
    expect(await judge.judge(mutant)).toMatchObject({ verdict: 'caught' });
  });

  test('finds nothing wrong with the service itself, not even after all these', async () => {
    expect(await judge.falseAlarm()).toBeUndefined();
  });

  test('lets a defect survive that nobody can see, and tells whether it was reached', async () => {
    const at = { in: 'answer', operationId: 'getLiveness', status: 200 } as const;
    const little = suite.filter(({ name }) => name === 'case: getLiveness 200 alive');
    await using judge = await startJudge(contract, little);
    expect(await judge.judge(mutantOf({ ...at, alter: (answer) => answer }))).toMatchObject({
      verdict: 'survived',
      reached: false,
    });
    const unasked = (answer: Answer) => ({ ...answer, headers: new Headers([...answer.headers, ['X-Unasked', '1']]) });
    expect(await judge.judge(mutantOf({ ...at, alter: unasked }))).toMatchObject({
      verdict: 'survived',
      reached: true,
    });
  });

  test('a contract that the service refuses to serve is neither caught nor a survivor', async () => {
    const change = (copy: Contract) => Object.assign(copy, { openapi: '2.0' });
    expect(await judge.judge(mutantOf({ in: 'contract', change }))).toMatchObject({ verdict: 'refused' });
  });

  test('stops at its first finding, and begins with the operations that it is told', async () => {
    const asked: string[] = [];
    const checkOf = (name: string, operationIds: string[], problems: string[]): SuiteCheck => {
      return { name, operationIds, problems: async () => (asked.push(name) > 0 ? problems : []) };
    };
    const checks = [checkOf('one', ['a'], ['wrong']), checkOf('two', ['b'], []), checkOf('three', ['b'], ['worse'])];
    expect(await runSuite(checks, {} as World, ['b'])).toEqual({ check: 'three', problem: 'worse' });
    expect(asked).toEqual(['two', 'three']);
  });
});

describe('the score', () => {
  const mutant = mutantOf({ in: 'contract', change: () => {} });
  const caught: Outcome = { mutant, verdict: 'caught', by: { check: '', problem: '' } };
  const survived: Outcome = { mutant, verdict: 'survived' };
  const refused: Outcome = { mutant, verdict: 'refused', reason: '' };

  test('is the share of what could be tested', () => {
    expect(ratioOf(scoreOf([caught, caught, caught, survived, refused]))).toBe(0.75);
    expect(ratioOf(scoreOf([caught, refused]))).toBe(1);
  });

  test('is nothing where nothing was tested', () => {
    expect(ratioOf(scoreOf([]))).toBe(0);
    expect(ratioOf(scoreOf([refused]))).toBe(0);
  });

  test('is not rounded up, and survivors that nobody explained say so', () => {
    const outcomes = [...Array(1999).fill(caught), survived] as Outcome[];
    const report = renderReport([{ name: 'made up', family: 'answer', mutants: () => [] }], outcomes);
    expect(report).toContain('1999 of 2000 mutants caught: 99.9 %');
    expect(report).toContain('made up (somewhere): unexplained');
  });
});

test('a sample is bounded, in order, and the same for the same seed', () => {
  const some = sample(mutants, 10, 1);
  expect(some).toHaveLength(10);
  expect(sample(mutants, 10, 1)).toEqual(some);
  expect(sample(mutants, 10, 2)).not.toEqual(some);
  expect(some).toEqual(mutants.filter((mutant) => some.includes(mutant)));
  expect(sample(mutants.slice(0, 3), 10, 1)).toEqual(mutants.slice(0, 3));
});

function mutantOf(defect: Defect): Mutant {
  return { kind: 'made up', place: 'somewhere', operationIds: ['getLiveness'], defect };
}

function alters(change: (contract: Contract) => void): boolean {
  const copy = JSON.parse(contractText);
  change(copy);
  return JSON.stringify(copy) !== contractText;
}
