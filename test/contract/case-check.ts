import type { Case } from './cases.ts';
import { type Contract, type Operation, operationOf, operationsOf } from './document.ts';
import type { Answer } from './exchange.ts';
import { unlikeExample } from './shape.ts';
import { createCheck } from './validator.ts';

/** What is wrong with the answer to a case, in words; nothing, if it is the one that the contract shows. */
export type CaseCheck = (wanted: Case, answer: Answer) => string[];

export function createCaseCheck(contract: Contract): CaseCheck {
  const operations = operationsOf(contract);
  const check = createCheck(contract);
  const codes = codesByStatus(operations);
  return ({ operationId, status, example }, answer) => {
    if (answer.status !== status) return [`answers ${answer.status}: ${answer.text}`];
    const problems = check(operationId, answer);
    if (problems.length > 0) return problems;
    const operation = operationOf(operations, operationId);
    return [
      ...unlikeExample(operation, example, answer),
      ...codeProblems(codes, answer),
      ...challengeProblems(operation, answer),
      ...waitProblems(answer),
    ];
  };
}

/** The error codes that the contract's examples show for each status. */
function codesByStatus(operations: readonly Operation[]): ReadonlyMap<number, ReadonlySet<unknown>> {
  const shown = operations.flatMap(({ responses }) =>
    Object.entries(responses).flatMap(([status, { content = {} }]) =>
      Object.values(content).flatMap(({ examples = {} }) =>
        Object.values(examples).map(({ value }) => ({ status: Number(status), code: codeOf(value) })),
      ),
    ),
  );
  return new Map(
    [...Map.groupBy(shown, ({ status }) => status)].map(([status, same]) => [
      status,
      new Set(same.map(({ code }) => code)),
    ]),
  );
}

/** Some examples show the type of a code and not its value: those of the same status elsewhere say which it may be. */
function codeProblems(codes: ReturnType<typeof codesByStatus>, { status, text }: Answer): string[] {
  const code = text === '' ? undefined : codeOf(JSON.parse(text));
  return code === undefined || codes.get(status)?.has(code) ? [] : [`no example of a ${status} has the code ${code}`];
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | undefined)?.code;
}

/** What RFC 6750 §3 says of a challenge: whose it is, and what was wrong with a token, if there was one. */
function challengeProblems({ security }: Operation, { status, headers, text }: Answer): string[] {
  const { code } = (text === '' ? {} : JSON.parse(text)) as { code?: string };
  const challenge = headers.get('WWW-Authenticate') ?? '';
  const needsToken = security.some((option) => 'oauth2' in option);
  const [, error] = /error="([^"]*)"/.exec(challenge) ?? [];
  if (needsToken && error !== undefined && error !== code) {
    return [`WWW-Authenticate speaks of ${error}, the body of ${code}`];
  }
  if (status !== 401 && code !== 'insufficient_scope') return [];
  const scopes = security.flatMap(({ oauth2 = [] }) => oauth2);
  return misfits(headers, 'WWW-Authenticate', [
    needsToken ? /^Bearer realm="[^"]+"/ : /^Basic realm="[^"]+"/,
    ...(code === 'invalid_token' ? [/, error="invalid_token"/] : []),
    ...(code === 'missing_token' ? [/^(?!.*error=)/] : []),
    ...(status === 403 ? [/, error="insufficient_scope"/, new RegExp(`, scope="${scopes.join(' ')}"`)] : []),
  ]);
}

/** What tells a caller how long to wait: RFC 9110 §10.2.3, and of a limit also the draft on RateLimit header fields. */
function waitProblems({ status, headers, text }: Answer): string[] {
  const isLimit = status === 429;
  const wait = headers.get('Retry-After') ?? '';
  const needsWait = isLimit || (text !== '' && codeOf(JSON.parse(text)) === 'idempotency_in_progress');
  return [
    ...misfits(headers, 'Retry-After', needsWait ? [/^[1-9]\d*$/] : []),
    ...misfits(headers, 'RateLimit', isLimit ? [new RegExp(`^"[a-z-]+";r=0;t=${wait}$`)] : []),
    ...misfits(headers, 'RateLimit-Policy', isLimit ? [/^"[a-z-]+";q=\d+;w=\d+$/] : []),
  ];
}

function misfits(headers: Headers, name: string, patterns: readonly RegExp[]): string[] {
  const value = headers.get(name) ?? '';
  return patterns.filter((pattern) => !pattern.test(value)).map((pattern) => `${name} is ${value}, not ${pattern}`);
}
