import { createAnswerCheck } from './answer-check.ts';
import { type Access, type Call, messageOf, type Proof } from './call.ts';
import type { Case, CaseKit } from './cases.ts';
import { activeChecks } from './checks.ts';
import { type Contract, type Operation, operationsOf } from './contract.ts';
import { createCoverage } from './coverage.ts';
import type { Answer, Message } from './exchange.ts';
import { type Finding, judge, undeclared } from './judge.ts';
import { createKeyring } from './keyring.ts';
import { lossesIn } from './losses.ts';
import { requestsOf } from './requests.ts';
import { createResources, type Made } from './resources.ts';
import { schemas2020 } from './schema-2020.ts';
import { scriptOf } from './script.ts';
import type { Failure, Settings } from './settings.ts';
import { shrink } from './shrink.ts';
import { createTransport, Unreachable } from './transport.ts';
import { variedCalls } from './varied-calls.ts';

/** One run against one server: what was sent, found and made so far. */
export type Session = ReturnType<typeof createSession>;

/** Calls that fail alike are told once; what comes later is counted. */
interface Group {
  failure: Failure;
}

/** Simplifications tried for each failure, and failures of one operation and check that are told one by one. */
const shrinkTries = 60;
const mostAlike = 5;

export function createSession(document: object, settings: Settings, seed: number) {
  const { target, credentials = {}, houseRules, values = {}, enable, skip } = settings;
  const active = activeChecks(enable, skip);
  const requests = requestsOf(document);
  const answers: Contract = schemas2020(document, 'response');
  const isWanted = ({ operationId }: Operation) => !settings.only?.length || settings.only.includes(operationId);
  const wanted = requests.operations.filter(isWanted);
  const answered = operationsOf(answers);
  const coverage = createCoverage(answers, answered.filter(isWanted));
  const checkAnswer = createAnswerCheck(document, { closed: active.has('closed'), ...(houseRules && { houseRules }) });
  const transport = createTransport(settings);
  const keyring = createKeyring(requests.contract, credentials, target, (message) => transport.send(message));
  const groups = new Map<string, Group>();
  const notes = new Set<string>();
  /** Lines of what could not be tried, for want of credentials say. */
  const untried = new Set<string>();
  /** How a call was put into bytes. */
  const sentAs = new WeakMap<Call, Message>();

  const proofFor = (call: Call): Promise<Proof | undefined> => keyring.proofFor(call.operation, call.access);

  /** Sends a call that is complete; what it makes is remembered. */
  const send = async (call: Call): Promise<{ message: Message; answer: Answer }> => {
    const message = messageOf(call, (await proofFor(call)) ?? (await keyring.proofFor(call.operation, 'none')));
    sentAs.set(call, message);
    const answer = await transport.send(message);
    return { message, answer };
  };

  const kit: CaseKit = {
    contract: requests.contract,
    requests,
    seed,
    values,
    canMake: (operation, parameter) => resources.canMake(operation, parameter),
  };

  const resources = createResources({
    operations: requests.operations,
    makerCalls: (maker) => variedCalls(kit, maker),
    send: async (call) => await sendDeclared(call),
  });

  /** Sends, and holds the answer against what is declared. */
  const sendDeclared = async (call: Call): Promise<Answer> => {
    const { message, answer } = await send(call);
    coverage.saw(call.operation, answer);
    for (const finding of findingsOf(call, answer)) add(call.operation.operationId, '', finding, [message], []);
    return answer;
  };

  const findingsOf = (call: Call, answer: Answer): Finding[] => {
    if (answer.status >= 500) {
      return [
        {
          check: 'server-error',
          expected: 'no failure of the server',
          actual: `${answer.status} ${answer.text.slice(0, 160)}`,
        },
      ];
    }
    return undeclared(checkAnswer, call, answer);
  };

  /** Tells a failure, or counts it to those that are alike. */
  const add = (
    operationId: string,
    place: string,
    finding: Finding,
    messages: readonly Message[],
    made: readonly Made[],
  ): void => {
    if (!active.has(finding.check)) return;
    const key = groupKey(operationId, place, finding);
    const curl = script(messages, made);
    const known =
      groups.get(key) ?? [...groups.values()].find(({ failure }) => isSameCall(failure, operationId, finding, curl));
    if (known) known.failure = { ...known.failure, count: known.failure.count + 1 };
    groups.set(key, known ?? { failure: { operationId, place, ...finding, curl, count: 1 } });
  };

  const groupKey = (operationId: string, place: string, { check, actual }: Finding) => {
    // The same wrong answer to whatever is sent is one failure.
    const isOfPlace = ['accept', 'refuse', 'format'].includes(check);
    const what = check === 'server-error' || check === 'method' ? '' : isOfPlace ? place : actual;
    const alike = [...groups.keys()].filter((one) => one.startsWith(`${operationId} ${check} `));
    const key = `${operationId} ${check} ${what}`;
    return groups.has(key) || alike.length < mostAlike ? key : (alike.at(-1) ?? key);
  };

  const script = (messages: readonly Message[], made: readonly Made[]): string[] =>
    scriptOf({
      target,
      messages,
      secrets: keyring.secrets(),
      made: made.map((one) => ({ ...one, message: sentAs.get(one.call) })),
    });

  /** Tries one case. What fails is reduced to the least that fails alike. */
  const tryCase = async (one: Case): Promise<void> => {
    if (!active.has(one.check)) return;
    const first = await attempt(one);
    if (!first) {
      untried.add(`${one.call.operation.operationId} ${one.check} ${one.place}`.trim());
      return;
    }
    coverage.saw(one.call.operation, first.answer, one);
    for (const finding of first.findings) {
      if (!active.has(finding.check)) continue;
      const { operationId } = one.call.operation;
      const place = ['accept', 'refuse', 'format', 'malformed', 'method'].includes(finding.check) ? one.place : '';
      const known = groups.has(groupKey(operationId, place, finding));
      const least = known ? undefined : await leastFailing(one, finding);
      const { message, made } = least ?? first;
      const told = least?.finding ?? finding;
      add(operationId, place, { ...told, expected: `${told.expected} (${one.trial})` }, [message], made);
    }
  };

  /** Undefined if it can't be tried. */
  const attempt = async (one: Case) => {
    const filled = await resources.fill(one.call);
    const proof = filled && (await proofFor(filled.call));
    if (!filled || !proof) return undefined;
    const message = messageOf(filled.call, proof);
    sentAs.set(filled.call, message);
    try {
      const answer = await transport.send(message);
      resources.note(filled.call, answer);
      return {
        message,
        made: filled.made,
        answer,
        findings: judge(checkAnswer, { ...one, call: filled.call }, answer),
      };
    } catch (error) {
      if (error instanceof Unreachable) throw error;
      const finding: Finding = { check: 'answers', expected: 'an answer', actual: (error as Error).message };
      add(one.call.operation.operationId, '', finding, [message], filled.made);
      return undefined;
    }
  };

  const leastFailing = async (one: Case, { check }: Finding) => {
    const isValid = (call: Call) => requests.misfits(call).length === 0;
    const wasValid = isValid(one.call);
    const wasMisfit = keywords(one.call);
    let least: { message: Message; made: readonly Made[]; finding: Finding } | undefined;
    function keywords(call: Call) {
      return [...new Set(requests.misfits(call).map(({ keyword, place }) => `${place} ${keyword}`))].join();
    }
    await shrink(
      one.call,
      async (call) => {
        // Simpler, but the same mistake: another one would be another failure.
        if (settings.signal?.aborted) return false;
        if (isValid(call) !== wasValid || (!wasValid && keywords(call) !== wasMisfit)) return false;
        const again = await attempt({ ...one, call });
        const finding = again?.findings.find((found) => found.check === check);
        if (!again || !finding) return false;
        least = { message: again.message, made: again.made, finding };
        return true;
      },
      shrinkTries,
    );
    return least;
  };

  return {
    active,
    requests,
    wanted,
    kit,
    resources,
    coverage,
    notes,
    untried,
    transport,
    keyring,
    send,
    sendDeclared,
    tryCase,
    add,
    lossesIn: ({ operation }: Call, answer: Answer, before: unknown) =>
      lossesIn(answers, answered, operation.operationId, answer, before),
    canAccess: async (call: Call, access: Access) => (await keyring.proofFor(call.operation, access)) !== undefined,
    failures: () => [...new Set(groups.values())].map(({ failure }) => failure),
  };
}

/** Requests that differ may have the same simplest form. */
function isSameCall(failure: Failure, operationId: string, { check }: Finding, curl: readonly string[]): boolean {
  const isAlike = failure.operationId === operationId && failure.check === check;
  return isAlike && curl.length > 0 && failure.curl.at(-1) === curl.at(-1);
}
