import assert from 'node:assert/strict';
import type { components } from '../../../generated/types.ts';
import type { World } from '../world.ts';
import { ask, type Law, type LawCall, read } from './law.ts';

type ApiKey = components['schemas']['ApiKey'];
type CreatedApiKey = components['schemas']['CreatedApiKey'];
type ApiKeyDetails = components['schemas']['ApiKeyDetails'];
type ApiKeyPage = components['schemas']['ApiKeyPage'];
type NewApiKey = components['schemas']['NewApiKey'];
type Token = components['schemas']['Token'];

const operationIds = ['createApiKey', 'getApiKey', 'listApiKeys', 'deleteApiKey', 'issueToken'];

/** Milliseconds by which two clocks may differ. */
const tolerance = 5_000;

const wanted: NewApiKey = {
  name: 'Of a law',
  scopes: ['read:api-key', 'fly:to-the-moon'],
  expiresAt: '2099-12-31T23:59:59.000Z',
};

/** What is promised of a key from the time that it is made until it is deleted. */
export const keyLaws: readonly Law[] = [
  {
    name: 'a new key is as it was asked for, wherever it is shown',
    operationIds,
    async hold(world) {
      const before = Date.now();
      const { answer, shown } = await create(world, wanted);
      const { secretId, clientSecret, ...key } = shown;
      const { clientId: createdBy } = await world.fills({});
      const { clientId, createdAt, ...rest } = key;
      assert.deepEqual(rest, { ...wanted, enabled: true, createdBy, lastUsedAt: null });
      assert.ok(isBetween(createdAt, before, Date.now()), `made at ${createdAt}`);

      const { secrets, ...details } = await read<ApiKeyDetails>(world, 200, got(clientId));
      assert.deepEqual(details, key);
      assert.deepEqual(secrets, [{ secretId, createdAt, expiresAt: null, lastUsedAt: null }]);
      assert.equal(answer.headers.get('Location'), `/api-keys/${clientId}`);
      const listed = await lastListed(world);
      assert.deepEqual(listed, key);
      assert.ok(!JSON.stringify([details, secrets, listed]).includes(clientSecret), 'the secret is shown again');
    },
  },
  {
    name: 'a key without an end or scopes of its own has none, and the scopes of its maker',
    operationIds,
    async hold(world) {
      const { shown } = await create(world, { name: 'Of a law' });
      const { scope } = await read<Token>(world, 200, traded('$clientId', '$clientSecret'));
      const scopes = scope.split(' ').filter((one) => one !== 'grant:scope');
      assert.deepEqual([shown.expiresAt, shown.scopes], [null, scopes]);
      const { secretId, clientSecret, ...key } = shown;
      const { secrets, ...details } = await read<ApiKeyDetails>(world, 200, got(shown.clientId));
      assert.deepEqual([details, await lastListed(world)], [key, key]);
    },
  },
  {
    name: 'a key that was used tells when, and so does its secret',
    operationIds,
    async hold(world) {
      const { clientId } = await world.fills({});
      const { secrets, ...key } = await read<ApiKeyDetails>(world, 200, got(clientId));
      const { apiKeys } = await read<ApiKeyPage>(world, 200, { operationId: 'listApiKeys', query: 'limit=1' });
      assert.deepEqual([apiKeys.length, secrets.length], [1, 1]);
      for (const { createdAt, lastUsedAt } of [key, ...apiKeys, ...secrets]) {
        assert.ok(lastUsedAt && isBetween(lastUsedAt, Date.parse(createdAt), Date.now()), `used at ${lastUsedAt}`);
      }
    },
  },
  {
    name: 'no two keys share an id or a secret',
    operationIds,
    async hold(world) {
      const [{ shown: one }, { shown: other }] = [await create(world, wanted), await create(world, wanted)];
      for (const member of ['clientId', 'secretId', 'clientSecret'] as const) {
        assert.notEqual(one[member], other[member], member);
      }
    },
  },
  {
    name: 'a key works by its secret, and only until it is deleted',
    operationIds,
    async hold(world) {
      const { clientId, clientSecret } = (await create(world, wanted)).shown;
      const token = await read<Token>(world, 200, traded(clientId, clientSecret));
      assert.deepEqual(token.scope.split(' '), wanted.scopes);
      const listing = { operationId: 'listApiKeys', bearer: token.access_token };
      await ask(world, 200, listing);
      await ask(world, 403, { operationId: 'deleteApiKey', path: { clientId }, bearer: token.access_token });
      await ask(world, 401, traded(clientId, `${clientSecret}x`));

      await ask(world, 204, { operationId: 'deleteApiKey', path: { clientId } });
      await ask(world, 401, listing);
      await ask(world, 401, traded(clientId, clientSecret));
      await ask(world, 404, got(clientId));
      await ask(world, 404, { operationId: 'deleteApiKey', path: { clientId } });
      assert.notEqual((await lastListed(world)).clientId, clientId);
    },
  },
];

/** Makes a key. */
export async function create(world: World, body: NewApiKey) {
  const answer = await ask(world, 201, { operationId: 'createApiKey', contentType: 'application/json', body });
  return { answer, shown: JSON.parse(answer.text) as CreatedApiKey };
}

function got(clientId: string): LawCall {
  return { operationId: 'getApiKey', path: { clientId } };
}

/** A token for a key. `$clientId` and `$clientSecret` stand for the first key's. */
export function traded(client_id: string, client_secret: string, others: object = {}): LawCall {
  const body = { grant_type: 'client_credentials', client_id, client_secret, ...others };
  return { operationId: 'issueToken', contentType: 'application/x-www-form-urlencoded', body };
}

/** The newest key of the list. */
async function lastListed(world: World): Promise<ApiKey> {
  const { meta } = await read<ApiKeyPage>(world, 200, { operationId: 'listApiKeys', query: 'limit=1' });
  const query = `limit=1&offset=${meta.total - 1}`;
  const { apiKeys } = await read<ApiKeyPage>(world, 200, { operationId: 'listApiKeys', query });
  const [last] = apiKeys;
  assert.ok(last && apiKeys.length === 1, `${apiKeys.length} keys on the last page of one`);
  return last;
}

function isBetween(time: string, from: number, to: number): boolean {
  return Date.parse(time) >= from - tolerance && Date.parse(time) <= to + tolerance;
}
