import { expect } from 'vitest';
import type { components } from '../../generated/types.ts';

type Wire = components['schemas'];
type State = Wire['AuditedKey'];

/** Calls one service with a token that may do everything. */
export type Call = (method: string, path: string, body?: object) => Promise<Response>;

/** A key may have so many secrets. */
const most = 5;

/** What is done to a key in one round: all kinds of changes, or an attempt to leave it without a secret. */
const mixtures = [['create', 'delete', 'rename', 'delete', 'create'], ['delete']] as const;

type Kind = (typeof mixtures)[number][number];

interface Outcome {
  readonly kind: Kind;
  readonly status: number;
  readonly code: string;
  /** Made or deleted. */
  readonly secretId: string;
}

/**
 * Changes a key twenty times at once, several times, and each time sees that some order of the changes explains all:
 * what was answered, how the key is now, and the audit log.
 *
 * @param calls to services on one store, which take turns
 * @returns how calls were refused, such as `409 last_secret`
 */
export async function rotateAtOnce(calls: readonly Call[], clientId: string, rounds: number): Promise<Set<string>> {
  const refusals = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const call = calls[round % calls.length] as Call;
    const before = await read(call, clientId);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const kinds = mixtures[round % mixtures.length] ?? [];
        const secrets = before.state.secrets;
        return await change(calls[index % calls.length] as Call, clientId, {
          kind: kinds[index % kinds.length] ?? 'rename',
          doomed: secrets[index % secrets.length]?.secretId ?? '',
          name: `Round ${round}, ${index}`,
        });
      }),
    );
    const after = await read(call, clientId);
    expectExplained(before, outcomes, after);
    for (const { status, code } of outcomes) if (status >= 300) refusals.add(`${status} ${code}`);
  }
  return refusals;
}

/** A key, and the latest that was done to it. */
async function read(call: Call, clientId: string) {
  const answer = await call('GET', `/api-keys/${clientId}`);
  const { name, scopes, enabled, expiresAt, secrets } = (await answer.json()) as Wire['ApiKeyDetails'];
  const state: State = {
    name,
    scopes,
    enabled,
    expiresAt,
    secrets: secrets.map(({ secretId, expiresAt }) => ({ secretId, expiresAt })),
  };
  const page = await call('GET', `/audit-logs?limit=100&target=${clientId}`);
  const { auditLogs } = (await page.json()) as Wire['AuditLogPage'];
  return { revision: Number(answer.headers.get('ETag')?.slice(1, -1)), state, entries: auditLogs };
}

async function change(
  call: Call,
  clientId: string,
  { kind, doomed, name }: { kind: Kind; doomed: string; name: string },
): Promise<Outcome> {
  const path = `/api-keys/${clientId}`;
  const act = {
    create: () => call('POST', `${path}/secrets`, {}),
    delete: () => call('DELETE', `${path}/secrets/${doomed}`),
    rename: () => call('PATCH', path, { name }),
  }[kind];
  const response = await act();
  const text = await response.text();
  const { code = '', secretId = doomed } = text === '' ? {} : JSON.parse(text);
  return { kind, status: response.status, code, secretId };
}

type Reading = Awaited<ReturnType<typeof read>>;

function expectExplained(before: Reading, outcomes: readonly Outcome[], after: Reading): void {
  const done = outcomes.filter(({ status }) => status < 300);
  const secretsOf = (kind: Kind) => done.filter((outcome) => outcome.kind === kind).map(({ secretId }) => secretId);
  const deleted = secretsOf('delete');
  expect(new Set(deleted).size).toBe(deleted.length);
  const alive = [...before.state.secrets.map(({ secretId }) => secretId), ...secretsOf('create')];
  const left = alive.filter((secretId) => !deleted.includes(secretId));
  expect(after.state.secrets.map(({ secretId }) => secretId).sort()).toEqual(left.sort());
  expect(after.revision - before.revision).toBe(done.length);

  const known = new Set(before.entries.map(({ auditId }) => auditId));
  const added = after.entries.filter(({ auditId }) => !known.has(auditId));
  expect(added.map(({ outcome }) => outcome)).toEqual(Array(done.length).fill('done'));
  const states = pathThrough(before.state, added) ?? [];
  expect(states.map(inOrder).at(-1)).toEqual(inOrder(after.state));
  const counts = states.map(({ secrets }) => secrets.length);
  expect(counts.filter((count) => count < 1 || count > most)).toEqual([]);

  // What was refused had its reason at some moment.
  for (const { kind, status, code, secretId } of outcomes.filter((outcome) => outcome.status >= 300)) {
    const reasons: Record<string, boolean> = {
      'create 409 too_many_secrets': counts.includes(most),
      'delete 409 last_secret': counts.includes(1),
      'delete 404 not_found': deleted.includes(secretId),
    };
    expect([`${kind} ${status} ${code}`, reasons[`${kind} ${status} ${code}`]]).toEqual([expect.any(String), true]);
  }
}

/** The states that a key passed through, if some order of the entries leads from one to the next. */
function pathThrough(from: State, entries: readonly Wire['AuditLog'][]): State[] | undefined {
  if (entries.length === 0) return [from];
  for (const entry of entries) {
    if (!entry.after || !isSame(entry.before, from)) continue;
    const rest = pathThrough(
      entry.after,
      entries.filter((other) => other !== entry),
    );
    if (rest) return [from, ...rest];
  }
  return undefined;
}

function isSame(state: State | null, other: State): boolean {
  return state !== null && JSON.stringify(inOrder(state)) === JSON.stringify(inOrder(other));
}

/** Secrets of one moment may stand in any order. */
function inOrder(key: State): State {
  return { ...key, secrets: key.secrets.toSorted((a, b) => (a.secretId < b.secretId ? -1 : 1)) };
}
