import type { AnswerCheck } from './answer-check.ts';
import type { Call } from './call.ts';
import type { Case, Expectation } from './cases.ts';
import type { CheckId } from './checks.ts';
import type { Answer } from './exchange.ts';

/** Something that is wrong with an answer. */
export interface Finding {
  readonly check: CheckId;
  readonly expected: string;
  readonly actual: string;
}

/** Statuses that say that a request isn't as the contract has it. */
const asInvalid = [400, 405, 415, 422];

/** What is wrong with the answer to a case, beyond and by its expectation. */
export function judge(checkAnswer: AnswerCheck, { call, check, expectation }: Case, answer: Answer): Finding[] {
  const actual = describe(answer);
  if (answer.status >= 500) return [{ check: 'server-error', expected: wordsFor(expectation), actual }];
  return [...unexpected(call, check, expectation, answer), ...undeclared(checkAnswer, call, answer)];
}

/** What of an answer isn't as the operation declares. */
export function undeclared(checkAnswer: AnswerCheck, { operation, method }: Call, answer: Answer): Finding[] {
  if (method !== undefined) return [];
  return checkAnswer(operation.operationId, answer).map(({ check, message }) => ({
    check,
    expected: 'an answer as declared',
    actual: `${answer.status}: ${message}`,
  }));
}

function unexpected(call: Call, check: CheckId, expectation: Expectation, answer: Answer): Finding[] {
  const { status } = answer;
  const actual = describe(answer);
  const isSecured =
    call.operation.security.length > 0 && !call.operation.security.some((one) => Object.keys(one).length === 0);
  if (
    status === 401 &&
    isSecured &&
    call.access === 'full' &&
    call.method === undefined &&
    expectation.kind !== 'status'
  ) {
    return [{ check: 'auth-accepted', expected: 'the credentials to be accepted', actual }];
  }
  const finding = { check, expected: wordsFor(expectation), actual };
  switch (expectation.kind) {
    case 'accepted':
      return asInvalid.includes(status) ? [finding] : [];
    case 'refused':
      return status >= 400 && status < 500 ? [] : [finding];
    case 'let-in':
      return status === 401 || status === 403 ? [finding] : [];
    case 'status': {
      if (!expectation.statuses.includes(status)) return [finding];
      const { header } = expectation;
      return header !== undefined && !answer.headers.get(header)
        ? [{ ...finding, expected: `${status} with the header ${header}`, actual: `${status} without it` }]
        : [];
    }
  }
}

function wordsFor(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'accepted':
      return 'a valid request not to be refused as invalid';
    case 'refused':
      return 'a refusal (4xx)';
    case 'let-in':
      return 'neither 401 nor 403';
    case 'status':
      return expectation.statuses.join(' or ');
  }
}

/** An answer in one line. */
export function describe({ status, text }: Answer): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line === '' ? String(status) : `${status} ${line.length > 160 ? `${line.slice(0, 159)}…` : line}`;
}
