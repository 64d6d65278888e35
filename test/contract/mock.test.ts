import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Case, casesOf, validCalls } from './cases.ts';
import { type Row, rowsOf } from './coverage.ts';
import { type Difference, differenceTable, isKnown, knownDifferences } from './differences.ts';
import { operationOf, operationsOf, readContract } from './document.ts';
import { type Answer, exchange, type Message } from './exchange.ts';
import { messageOf } from './messages.ts';
import { type Mock, startMock } from './mock.ts';
import { unlikeExample } from './shape.ts';
import { createCheck } from './validator.ts';
import { exampleKey } from './world.ts';

const contract = readContract();
const operations = operationsOf(contract);
const check = createCheck(contract);
const cases = casesOf(operations);
const found: Difference[] = [];
let mock: Mock;

beforeAll(async () => {
  mock = await startMock();
});

afterAll(() => {
  console.log(differenceTable(found));
  mock.stop();
});

test('the mock gives every declared answer that it is asked for', async () => {
  for (const row of rowsOf(operations).filter(({ example }) => !example.startsWith('→'))) {
    const [, call = {}] = validCalls(operationOf(operations, row.operationId))[0] ?? [];
    const prefer = `code=${row.status}${row.example && `, example=${row.example}`}`;
    const message = messageFor({ ...row, call });
    await compare({ ...row, call }, true, { ...message, headers: { ...message.headers, Prefer: prefer } });
  }
  expect(unexplained(true)).toEqual([]);
});

test('the mock answers as the server does, where that needs no state', async () => {
  for (const wanted of cases.filter(({ fault }) => !fault)) await compare(wanted, false, messageFor(wanted));
  expect(unexplained(false)).toEqual([]);
});

test('every known difference between mock and server still exists', () => {
  expect(knownDifferences.filter((known) => !found.some((difference) => isKnown(difference, known)))).toEqual([]);
});

function messageFor({ operationId, call }: Case): Message {
  const token = call.token === 'missing' ? undefined : 'any.token.will-do';
  const { clientId } = exampleKey;
  return messageOf(operationOf(operations, operationId), call, { ...exampleKey, token, newKey: clientId });
}

/** The contract test holds the server to the case; here the mock is held to the same. */
async function compare({ operationId, status, example }: Case, asked: boolean, message: Message): Promise<void> {
  const place = { asked, operationId, status, example };
  const answer = await exchange(mock.url, message).catch(() => undefined);
  for (const flaw of answer ? flaws({ operationId, status, example }, answer) : ['does not answer']) {
    found.push({ ...place, mock: flaw });
  }
}

function flaws({ operationId, status, example }: Row, answer: Answer): string[] {
  if (answer.status !== status) return [`answers ${answer.status}`];
  return [...check(operationId, answer), ...unlikeExample(operationOf(operations, operationId), example, answer)];
}

function unexplained(asked: boolean): Difference[] {
  const here = found.filter((difference) => difference.asked === asked);
  return here.filter((difference) => !knownDifferences.some((known) => isKnown(difference, known)));
}
