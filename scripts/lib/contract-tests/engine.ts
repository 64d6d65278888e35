import type { OpenApiDocument } from '../document.ts';
import { authMatrixOf } from './auth-matrix.ts';
import type { Call } from './call.ts';
import { messageOf } from './call.ts';
import { type Case, casesOf, validCalls } from './cases.ts';
import { runChain } from './chains.ts';
import { checkExamples } from './examples.ts';
import { documentExemptions, type Exemption, exemptionOf } from './exemptions.ts';
import { followLinks } from './links.ts';
import { longestCall } from './longest.ts';
import { mayCall, whyNot } from './manners.ts';
import { negativesOf, otherMethods } from './negatives.ts';
import { createSession, type Session } from './session.ts';
import type { Failure, Report, Settings } from './settings.ts';
import { inParallel } from './transport.ts';
import { variedCalls } from './varied-calls.ts';

const usualSeed = 1;
const usualCases = 200;
const usualRandom = 20;
const usualConcurrency = 4;

/**
 * Tests a server against a document: examples, boundaries, negatives, credentials, chains and links. What it makes, it
 * removes; what it did not make, it neither changes nor deletes unless the settings say so.
 *
 * @param document bundled, with an id on every operation
 * @throws if the target can't be reached, the settings name what the document doesn't have, or nothing can be sent
 */
export async function testContract(document: OpenApiDocument, settings: Settings): Promise<Report> {
  const started = performance.now();
  const { seed = usualSeed, only = [], concurrency = usualConcurrency } = settings;
  const exemptions = [...(settings.exemptions ?? []), ...documentExemptions(document)];
  const session = createSession(document, settings, seed);
  const strangers = only.filter((id) => !session.requests.operations.some(({ operationId }) => operationId === id));
  if (strangers.length > 0) throw new Error(`The document has no operation ${strangers.join(', ')}`);

  tellExamples(document, session);
  await runChains(session, settings);
  let cases = 0;
  const { signal } = settings;
  for (const operation of session.wanted) {
    if (signal?.aborted) break;
    const all = await casesFor(session, operation, settings);
    for (const one of all) session.coverage.want(one);
    let done = 0;
    const tell = () =>
      settings.onProgress?.({
        operationId: operation.operationId,
        done,
        total: all.length,
        failures: session.failures().filter(({ operationId }) => operationId === operation.operationId).length,
      });
    // What deletes comes one by one: others might still need what it takes away.
    const width = operation.method === 'DELETE' ? 1 : concurrency;
    const tryOne = async (one: Case) => {
      await session.tryCase(one);
      done++;
      tell();
    };
    await inParallel(all, width, tryOne, signal);
    if (all.length === 0) tell();
    cases += all.length;
    if (!signal?.aborted) await followLinks(session, operation, settings);
  }
  const { left } = await session.resources.removeAll();
  if (left > 0) session.notes.add(`${left} things that were made are left: nothing removes them`);

  const { coverage, used } = session.coverage.report(exemptions);
  const lineOf = ({ operationId, check, place }: Failure) => `${operationId} ${check} ${place}`.trim();
  const failures = session.failures();
  const requests = session.transport.count();
  const isInterrupted = signal?.aborted ?? false;
  const wasNeeded = (one: Exemption) => used.has(one) || [...excused.values()].includes(one);
  const wasUntried = (one: Exemption) => [...session.untried].some((line) => exemptionOf([one], line));
  if (requests === 0 && failures.length === 0 && !isInterrupted) {
    throw new Error(['Nothing was tested: there was no request to make', ...session.notes].join('\n'));
  }
  const excused = new Map(failures.map((failure) => [failure, exemptionOf(exemptions, lineOf(failure))]));
  return {
    failures: failures.filter((failure) => !excused.get(failure)),
    exempted: failures.filter((failure) => excused.get(failure)),
    coverage,
    notes: [...session.notes],
    // An exemption that wasn't needed so far might have been.
    idleExemptions: isInterrupted ? [] : exemptions.filter((one) => !wasNeeded(one) && !wasUntried(one)),
    counts: { operations: session.wanted.length, cases, requests },
    isInterrupted,
    seed,
    time: performance.now() - started,
  };
}

function tellExamples(document: object, { wanted, add }: Session): void {
  for (const { operationId, check, place, actual } of checkExamples(document)) {
    if (!wanted.some((operation) => operation.operationId === operationId)) continue;
    add(
      operationId,
      place,
      { check, expected: 'an example that fits its schema', actual: `${place}: ${actual}` },
      [],
      [],
    );
  }
}

/** First of all, while there is little in the lists. */
async function runChains(session: Session, settings: Settings): Promise<void> {
  const { resources, requests, kit, transport } = session;
  const basePath = new URL(settings.target).pathname.replace(/\/$/, '');
  const isWanted = (id: string) => session.wanted.some(({ operationId }) => operationId === id);
  for (const kind of resources.kinds.values()) {
    const ids = [kind.maker, kind.reader, kind.remover, kind.list].flatMap((operation) => operation?.operationId ?? []);
    if (!ids.some(isWanted) || settings.signal?.aborted) continue;
    const filledKind = runChain(
      {
        operations: requests.operations,
        resources,
        send: session.sendDeclared,
        basePath,
        get: async (operation, path) => {
          const proof = await session.keyring.proofFor(operation, 'full');
          return await transport.send({ method: 'GET', path, headers: { Accept: '*/*', ...proof?.headers } });
        },
        lossesIn: session.lossesIn,
        isValid: (call) => requests.misfits(call).length === 0,
        longestOf: (maker) => longestCall(kit, maker),
        callsOf: (operation, path) => {
          const values = Object.fromEntries(Object.entries(path).map(([name, value]) => [`path ${name}`, value]));
          return [...variedCalls(kit, operation)].map((call) => ({
            ...call,
            parameters: { ...call.parameters, ...values },
          }));
        },
      },
      kind,
    );
    for await (const { operationId, check, expected, actual, calls } of filledKind) {
      const messages = await Promise.all(
        calls.map(async (call) => messageOf(call, await session.keyring.proofFor(call.operation, 'full'))),
      );
      session.add(operationId, '', { check, expected, actual }, messages, []);
    }
  }
}

/** Every case of an operation that may be tried. */
async function casesFor(session: Session, operation: Call['operation'], settings: Settings): Promise<Case[]> {
  const { kit, notes, requests } = session;
  const { maxCasesPerOperation = usualCases, randomCases = usualRandom, allowDestructive = false } = settings;
  const [base] = validCalls(kit, operation);
  if (!base) {
    notes.add(`${operation.operationId}: no valid request could be made from its schemas and examples`);
    return [];
  }
  const matrix = authMatrixOf(operation, base);
  const isFirst = requests.operations.find(({ path }) => path === operation.path) === operation;
  const general = isFirst ? otherMethods(requests.operations, base) : [];
  if (!(await session.canAccess(base, 'full'))) {
    notes.add(`${operation.operationId}: no credentials for it; only refusals were tried`);
    return [...matrix, ...general].filter(({ call }) => mayCall(call, allowDestructive));
  }
  const all = [
    ...casesOf(kit, operation, maxCasesPerOperation, randomCases),
    ...negativesOf(kit, operation, base),
    ...general,
    ...matrix,
  ];
  const allowed = all.filter(({ call }) => mayCall(call, allowDestructive));
  const isLeftOut = all.some(({ check, call }) => check !== 'method' && !mayCall(call, allowDestructive));
  if (isLeftOut) notes.add(`${operation.operationId}: ${whyNot}`);
  return allowed;
}
