import { operationTable } from '../../scripts/lib/operations.ts';
import type { Contract } from '../contract/document.ts';
import type { Answer } from '../contract/exchange.ts';
import { startWorld, type World } from '../contract/world.ts';
import type { AlteredContract, AlteredStore, Mutant } from './mutant.ts';
import { createRouter } from './router.ts';
import { type Finding, runSuite, type SuiteCheck } from './suite.ts';

/** What became of a mutant. */
export type Outcome =
  | { readonly mutant: Mutant; readonly verdict: 'caught'; readonly by: Finding }
  /** The service refused to serve such a contract: nothing could be tested. */
  | { readonly mutant: Mutant; readonly verdict: 'refused'; readonly reason: string }
  /** @param reached whether any answer was altered; unknown where the defect is elsewhere */
  | { readonly mutant: Mutant; readonly verdict: 'survived'; readonly reached?: boolean };

/** Runs the suite on mutants, one after the other. */
export interface Judge extends AsyncDisposable {
  judge(mutant: Mutant): Promise<Outcome>;
  /** What the suite finds wrong with the true service, as the mutants so far have left it: nothing, it is hoped. */
  falseAlarm(): Promise<Finding | undefined>;
}

/** What is between suite and service shares one service; what is inside gets a service of its own. */
export async function startJudge(contract: Contract, suite: readonly SuiteCheck[]): Promise<Judge> {
  const shared = await startWorld();
  const router = createRouter(contract);

  const judgeOutside = async (mutant: Mutant): Promise<Outcome> => {
    let reached = false;
    const note = (before: Answer, after: Answer) => {
      reached ||= !isSame(before, after);
      return after;
    };
    const world = altered(mutant, shared, router, note);
    const by = await runSuite(suite, world, mutant.operationIds);
    if (by) return { mutant, verdict: 'caught', by };
    return { mutant, verdict: 'survived', ...(mutant.defect.in === 'answer' && { reached }) };
  };

  return {
    async judge(mutant) {
      const { defect } = mutant;
      if (defect.in === 'contract') return await judgeContract(contract, suite, mutant, defect);
      if (defect.in === 'store') return await judgeStore(suite, mutant, defect);
      return await judgeOutside(mutant);
    },
    falseAlarm: async () => await runSuite(suite, shared),
    [Symbol.asyncDispose]: shared[Symbol.asyncDispose],
  };
}

/** The world with an alteration between. */
function altered(
  { defect }: Mutant,
  world: World,
  router: ReturnType<typeof createRouter>,
  note: (before: Answer, after: Answer) => Answer,
): World {
  if (defect.in === 'answer') {
    return world.through(async (message, send) => {
      const answer = await send(message);
      const isHere = answer.status === defect.status && router(message) === defect.operationId;
      return isHere ? note(answer, defect.alter(answer)) : answer;
    });
  }
  if (defect.in === 'traffic') {
    const between = defect.between(world);
    return world.through(async (message, send) => {
      const isHere = defect.operationId === undefined || router(message) === defect.operationId;
      return isHere ? await between(message, send) : await send(message);
    });
  }
  return world;
}

/** The service starts with the true contract, so that the world can be furnished, and goes on with the other. */
async function judgeContract(
  contract: Contract,
  suite: readonly SuiteCheck[],
  mutant: Mutant,
  { change }: AlteredContract,
): Promise<Outcome> {
  const document = structuredClone(contract);
  change(document);
  await using world = await startWorld();
  try {
    await world.swap({ document, operations: operationTable(document as never) as never });
  } catch (error) {
    return { mutant, verdict: 'refused', reason: (error as Error).message };
  }
  const by = await runSuite(suite, world, mutant.operationIds);
  return by ? { mutant, verdict: 'caught', by } : { mutant, verdict: 'survived' };
}

/** The store is good until the world is furnished. */
async function judgeStore(suite: readonly SuiteCheck[], mutant: Mutant, { wrapStore }: AlteredStore): Promise<Outcome> {
  let isBad = false;
  await using world = await startWorld({
    wrapStore: (store) => {
      const bad = wrapStore(store);
      return new Proxy(store, { get: (good, name) => Reflect.get(isBad ? bad : good, name) });
    },
  });
  isBad = true;
  const by = await runSuite(suite, world, mutant.operationIds);
  return by ? { mutant, verdict: 'caught', by } : { mutant, verdict: 'survived' };
}

/** Whether two answers are the same to whoever gets them. */
function isSame(one: Answer, other: Answer): boolean {
  const told = ({ status, headers, text }: Answer) => JSON.stringify([status, [...headers], text]);
  return told(one) === told(other);
}
