import { createLatchkeyClient } from '../../../client/index.ts';
import type { Wire } from './call.ts';
import type { Attempt } from './ledger.ts';
import type { World } from './world.ts';

type Entry = Wire['AuditLog'];
type State = Wire['AuditedKey'];

/**
 * Holds everything that is stored against everything that was said: each acknowledged change has one entry in the audit
 * log, the entries of each key lead from one state to the next and to how it is now, and the counts match.
 * Nobody may write meanwhile.
 */
export async function checkHistory(world: World): Promise<void> {
  const { replicas, operator, ledger } = world;
  const [first] = replicas;
  const client = createLatchkeyClient({ baseUrl: first?.url ?? '', accessToken: operator.token });
  const keys = await collect(client.eachApiKey());
  const entries = (await collect(client.eachAuditLog())).reverse();
  const { meta } = await client.listApiKeys({ limit: 1 });
  // The total of an unfiltered list is the count that is kept beside the rows.
  if (meta.total !== keys.length) ledger.blame(`${keys.length} keys are listed, but counted are ${meta.total}`);
  const found = [attemptProblems(ledger.attempts, entries), orderProblems(ledger.attempts, entries), ghosts(entries)];
  for (const problem of found.flatMap((problems) => [...problems])) ledger.blame(problem);

  const living = new Set(keys.map(({ clientId }) => clientId));
  const isChange = ({ action, outcome }: Entry) => outcome === 'done' && /^(api_key|secret)\./.test(action);
  const changes = entries.filter(isChange);
  for (const [clientId, ofKey] of Map.groupBy(changes, ({ target }) => target)) {
    if (clientId === null) continue;
    const { end, problem } = follow(ofKey);
    const found = living.delete(clientId) ? audited(await client.getApiKey({ clientId })) : null;
    if (problem) ledger.blame(`${clientId}: ${problem}`);
    else if (textOf(found) !== textOf(end)) {
      ledger.blame(`${clientId} is ${textOf(found)}, and by the audit log ${textOf(end)}`);
    }
  }
  for (const clientId of living) ledger.blame(`${clientId} has no entry in the audit log`);
}

/** Each acknowledged change has exactly one entry, each unsure one at most one, and what was refused has none. */
function* attemptProblems(attempts: ReadonlyMap<string, Attempt>, entries: readonly Entry[]): Iterable<string> {
  const done = Map.groupBy(
    entries.filter(({ outcome }) => outcome === 'done'),
    ({ requestId }) => requestId,
  );
  for (const { requestId, action, target, fate } of attempts.values()) {
    const found = done.get(requestId) ?? [];
    const [least, most] = { acknowledged: [1, 1], refused: [0, 0], unsure: [0, 1] }[fate] as [number, number];
    const isRight = found.every((entry) => entry.action === action && (!target || entry.target === target));
    if (isRight && found.length >= least && found.length <= most) continue;
    const seen = found.map((entry) => `${entry.action} of ${entry.target}`).join(', ') || 'nothing';
    yield `${action} of ${target} (request ${requestId}) was ${fate}, and the audit log has ${seen}`;
  }
}

/** What was answered before something else was asked for stands before it. */
function* orderProblems(attempts: ReadonlyMap<string, Attempt>, entries: readonly Entry[]): Iterable<string> {
  for (const [clientId, ofKey] of Map.groupBy(entries, ({ target }) => target)) {
    let latest: Attempt | undefined;
    for (const { requestId } of ofKey) {
      const attempt = attempts.get(requestId ?? '');
      if (!attempt) continue;
      if (latest && attempt.answeredAt < latest.sentAt) {
        yield `${clientId}: ${describe(attempt)} stands after ${describe(latest)}, and was answered before that was sent`;
      }
      if (!latest || attempt.sentAt > latest.sentAt) latest = attempt;
    }
  }
}

/** A key that was deleted changes nothing any more. */
function* ghosts(entries: readonly Entry[]): Iterable<string> {
  const gone = new Map<string, string>();
  for (const { action, target, time, actor, requestId } of entries) {
    const since = gone.get(actor);
    if (since !== undefined && time > since)
      yield `${describe({ action, requestId })} by ${actor}, gone since ${since}`;
    if (action === 'api_key.deleted' && target !== null) gone.set(target, time);
  }
}

function describe({ action, requestId }: Pick<Attempt, 'action'> & { requestId: string | null }): string {
  return `${action} (request ${requestId})`;
}

/** Follows a key from nothing through its changes. @param entries the oldest first */
function follow(entries: readonly Entry[]): { end: State | null; problem?: string } {
  const left = [...entries];
  let end: State | null = null;
  while (left[0]) {
    const [{ time }] = left as [Entry];
    const from = textOf(end);
    // Of one millisecond they may stand in any order.
    const next = left.findIndex((entry) => entry.time === time && textOf(entry.before) === from);
    const [entry] = left.splice(Math.max(next, 0), 1) as [Entry];
    if (next < 0)
      return { end, problem: `${describe(entry)} began from ${textOf(entry.before)}, and not from ${from}` };
    end = entry.after;
  }
  return { end };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function audited({ name, scopes, enabled, expiresAt, secrets }: Wire['ApiKeyDetails']): State {
  return {
    name,
    scopes,
    enabled,
    expiresAt,
    secrets: secrets.map(({ secretId, expiresAt }) => ({ secretId, expiresAt })),
  };
}

/** Secrets of one moment may stand in any order. */
function textOf(state: State | null): string {
  if (state === null) return 'gone';
  const secrets = state.secrets.toSorted((a, b) => (a.secretId < b.secretId ? -1 : 1));
  return JSON.stringify({ ...state, secrets });
}
