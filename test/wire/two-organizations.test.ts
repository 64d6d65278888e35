import { randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, expect, test } from 'vitest';
import { operations } from '../../generated/operations.ts';
import type { ClientCredentials } from '../../server/domain/authentication.ts';
import { exchange } from '../contract/exchange.ts';
import { addOrganization } from '../support/organizations.ts';
import { fetchToken, startService } from '../support/service.ts';
import {
  type Ids,
  makeSubject,
  messageOf,
  type OperationId,
  operationIds,
  type PathlessId,
  postForm,
  shown,
} from './operations.ts';
import { type CreatedKey, callerOf, read } from './support.ts';

/** Both organizations ask for this. */
const repeatable = { headers: { 'Idempotency-Key': 'the-same' }, body: '{"name":"The same"}' };

const serviceSecret = randomBytes(32);
const service = await startService({ serviceSecret });
afterAll(service.stop);
const ours = await organizationOf(service.firstKey);
const theirs = await organizationOf(await addOrganization(service.store, serviceSecret));
const call = callerOf(service, ours.token);

/** As long as a real one. */
const nobody: Ids = { clientId: `key_${'0'.repeat(22)}`, secretId: `sec_${'0'.repeat(22)}` };

/** An organization with keys, secrets, tokens and audit entries. */
async function organizationOf(firstKey: ClientCredentials) {
  const token = await fetchToken(service, firstKey);
  const organizationId = String(decodeJwt(token).org_id);
  const subject = await makeSubject(service, token, { name: `Of ${organizationId}`, scopes: ['read:api-key'] });
  const subjectToken = await fetchToken(service, subject);
  const created = await read<CreatedKey>(await callerOf(service, token)('POST', '/api-keys', repeatable));
  return { organizationId, firstKey, token, subject, subjectToken, created };
}

type Organization = typeof ours;

/** Everything that the store has of an organization. */
async function stateOf({ organizationId }: Organization): Promise<object> {
  const { store } = service;
  const { keys } = await store.listKeys(organizationId, { limit: 1000, offset: 0 });
  return {
    keys: await Promise.all(keys.map(({ clientId }) => store.findKeyWithSecrets(organizationId, clientId))),
    audit: await store.listAuditEntries(organizationId, { limit: 1000 }),
    organization: (await store.organizations()).find((found) => found.organizationId === organizationId),
  };
}

/** Does something with what is theirs, and sees that nothing of theirs is another thing then. */
async function leavingThemAlone(act: () => Promise<void>): Promise<void> {
  const before = await stateOf(theirs);
  await act();
  expect(await stateOf(theirs)).toEqual(before);
}

/** Sees that a text names nothing of theirs. */
function expectNothingOfTheirs(text: string): void {
  const { organizationId, firstKey, subject } = theirs;
  for (const theirOwn of [organizationId, firstKey.clientId, ...Object.values(subject.ids), subject.secretId]) {
    expect(text).not.toContain(theirOwn);
  }
}

function pathOf(operationId: OperationId): readonly string[] {
  return operations[operationId].parameters.path;
}

/** Some of the names, in every way but none. */
function choices(names: readonly string[]): string[][] {
  const all = names.reduce<string[][]>((found, name) => found.flatMap((some) => [some, [...some, name]]), [[]]);
  return all.filter((some) => some.length > 0);
}

const walked = operationIds.filter((operationId) => pathOf(operationId).length > 0);

test.each(walked)('%s answers ids of another organization as ids that there never were', async (operationId) => {
  const our = await makeSubject(service, ours.token);
  const their = await makeSubject(service, theirs.token);
  await leavingThemAlone(async () => {
    for (const foreign of choices(pathOf(operationId))) {
      const answer = async (ids: Ids) => {
        const chosen = Object.fromEntries(foreign.map((name) => [name, ids[name] ?? '']));
        return shown(await exchange(service.url, messageOf(operationId, { ...our.ids, ...chosen }, ours.token)));
      };
      const missing = await answer(nobody);
      expect(missing).toMatchObject({ status: 404 });
      expect(await answer(their.ids)).toEqual(missing);
    }
  });
  const own = await exchange(service.url, messageOf(operationId, their.ids, theirs.token));
  expect(own.status).toBeLessThan(300);
});

/** Operations whose path holds no id, each with what of another organization it might be asked for. */
const asked = {
  async issueToken() {
    const { clientSecret } = ours.firstKey;
    const wrong = async (client_id = '') =>
      shown(
        await postForm(service, '/oauth/token', {
          grant_type: 'client_credentials',
          client_id,
          client_secret: clientSecret,
        }),
      );
    const missing = await wrong(nobody.clientId);
    expect(missing).toMatchObject({ status: 401 });
    expect(await wrong(theirs.firstKey.clientId)).toEqual(missing);
  },

  async introspectToken() {
    const { clientId: client_id, clientSecret: client_secret } = ours.firstKey;
    const ask = async (token: string) =>
      shown(await postForm(service, '/oauth/introspect', { token, client_id, client_secret }));
    const unknown = await ask('x');
    expect(unknown).toMatchObject({ status: 200, text: '{"active":false}' });
    expect(await ask(theirs.subjectToken)).toEqual(unknown);
    expect(await ask(theirs.token)).toEqual(unknown);
    expect(await ask(ours.subjectToken)).toMatchObject({ text: expect.stringContaining('"active":true') });
  },

  async revokeToken() {
    const { clientId: client_id, clientSecret: client_secret } = ours.firstKey;
    const revoke = async (token: string) =>
      shown(await postForm(service, '/oauth/revoke', { token, client_id, client_secret }));
    const unknown = await revoke('x');
    expect(unknown).toMatchObject({ status: 200, text: '' });
    expect(await revoke(theirs.subjectToken)).toEqual(unknown);
    expect((await callerOf(service, theirs.subjectToken)('GET', '/api-keys')).status).toBe(200);
  },

  async listApiKeys() {
    const { clientId, createdAt, name } = theirs.subject;
    const total = (await read<{ meta: { total: number } }>(await call('GET', '/api-keys'))).meta.total;
    const cursor = `${Date.parse(createdAt) - 1}.${clientId}`;
    for (const query of ['enabled=true', 'offset=1', `after=${cursor}`, 'after=0.0']) {
      const text = await (await call('GET', `/api-keys?limit=100&${query}`)).text();
      expect(JSON.parse(text)).toMatchObject({ meta: { total } });
      expectNothingOfTheirs(text);
    }
    const named = await call('GET', `/api-keys?name=${encodeURIComponent(name)}`);
    expect(await named.json()).toMatchObject({ count: 0, meta: { total: 0, next: null } });
  },

  async createApiKey() {
    const again = await read<CreatedKey>(await call('POST', '/api-keys', repeatable));
    expect(again).toEqual(ours.created);
    expect(again.clientId).not.toBe(theirs.created.clientId);
    expect(again.createdBy).toBe(ours.firstKey.clientId);
  },

  async listAuditLogs() {
    const all = await (await call('GET', '/audit-logs?limit=100')).text();
    expect(JSON.parse(all).count).toBeGreaterThan(0);
    expectNothingOfTheirs(all);
    const { firstKey, subject } = theirs;
    const list = async (query: string) => await (await call('GET', `/audit-logs?${query}`)).text();
    const none = await list(`target=${nobody.clientId}`);
    expect(JSON.parse(none)).toMatchObject({ count: 0, auditLogs: [] });
    for (const id of [subject.clientId, firstKey.clientId]) {
      expect(await list(`target=${id}`)).toBe(none);
      expect(await list(`actor=${id}`)).toBe(none);
    }
    expectNothingOfTheirs(await list(`after=9${Date.now()}.${subject.clientId}`));
    expectNothingOfTheirs(await list('actor=admin'));
  },

  getServerMetadata: tellsNothing('getServerMetadata'),
  getJwks: tellsNothing('getJwks'),
  getLiveness: tellsNothing('getLiveness'),
  getReadiness: tellsNothing('getReadiness'),
} satisfies Record<PathlessId, () => Promise<void>>;

/** For what anyone may read. */
function tellsNothing(operationId: OperationId) {
  return async () => expectNothingOfTheirs((await exchange(service.url, messageOf(operationId, {}))).text);
}

test.each(Object.entries(asked))('%s tells and changes nothing of another organization', async (_, ask) => {
  await leavingThemAlone(ask);
});

test('every operation of the contract is among these', () => {
  expect([...walked, ...Object.keys(asked)].sort()).toEqual([...operationIds].sort());
});
