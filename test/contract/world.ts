import { randomBytes } from 'node:crypto';
import { addOrganization } from '../support/organizations.ts';
import { fetchToken, type Service, type ServiceOptions, startService } from '../support/service.ts';
import { type Api, createApi } from './api.ts';
import type { Call, Case } from './cases.ts';
import type { Operation } from './document.ts';
import { type Answer, exchange, type Message } from './exchange.ts';
import { createFaults } from './faults.ts';
import { type Fills, mentions, messageOf } from './messages.ts';

/** A real service in which every case can be brought about. */
export interface World extends AsyncDisposable {
  readonly url: string;
  /** Serves another contract from now on. */
  readonly swap: Service['swap'];
  /** What the placeholders of a call stand for here; makes a key if the call needs one. */
  fills(call: Call): Promise<Fills>;
  /** The answer to a case, with its fault in force. */
  answer(operation: Operation, wanted: Case): Promise<Answer>;
  readonly send: Send;
  /** Acts while the service’s clock is so many milliseconds ahead. */
  later<Result>(milliseconds: number, act: () => Promise<Result>): Promise<Result>;
  /** Lets the service do now what it does every few seconds: last uses are written, and what has expired is erased. */
  readonly tidy: Service['tidy'];
  /** The same world with something between it and whoever asks. */
  through(between: (message: Message, send: Send) => Promise<Answer>): World;
}

export type Send = (message: Message) => Promise<Answer>;

/** The client of the contract's examples, with a secret whose checksum is right. */
export const exampleKey = {
  clientId: 'key_0PwTq3x9Zk2mB7sVhN4dLy',
  clientSecret: 'lks_8Zt3kPq0VbN5xYd7RmW2sLcA9fJhGu3aksgH',
};

type WorldOptions = Pick<ServiceOptions, 'clock' | 'wrapStore'>;

/** Milliseconds; longer than a token lives. */
const longAgo = -3_600_000;

export async function startWorld({
  clock = Date.now,
  wrapStore = (store) => store,
}: WorldOptions = {}): Promise<World> {
  const faults = createFaults();
  let ahead = 0;
  const serviceSecret = randomBytes(32);
  const service = await startService({
    firstKey: exampleKey,
    serviceSecret,
    clock: () => clock() + ahead,
    wrapStore: (store) => faults.wrap(wrapStore(store)),
    rateLimits: faults.rateLimits,
  });
  const later: World['later'] = async (milliseconds, act) => {
    ahead = milliseconds;
    try {
      return await act();
    } finally {
      ahead = 0;
    }
  };
  const everything = await fetchToken(service, service.firstKey);
  // So that there is a key which was used.
  await service.tidy();
  const api = createApi(service.url, everything);
  const tokenOf = async (scope: string) => await fetchToken(service, await api.createKey({ scopes: [scope] }));
  const powerless = await api.createKey({ scopes: ['nothing:at-all'] });
  const tokens: Record<NonNullable<Call['token']>, string | undefined> = {
    valid: everything,
    missing: undefined,
    expired: await later(longAgo, async () => await fetchToken(service, service.firstKey)),
    powerless: await fetchToken(service, powerless),
    creator: await tokenOf('create:api-key'),
    updater: await tokenOf('update:api-key'),
  };
  const stranger = await addOrganization(service.store, serviceSecret);
  const standing = {
    ...service.firstKey,
    strangerId: stranger.clientId,
    strangerSecret: stranger.clientSecret,
    powerlessId: powerless.clientId,
    powerlessSecret: powerless.clientSecret,
    foreignToken: await fetchToken(service, powerless),
    changedKey: await changedKey(api),
    fullKey: await fullKey(api),
  };

  const fills = async (call: Call): Promise<Fills> => ({
    ...standing,
    token: tokens[call.token ?? 'valid'],
    ...(mentions(call, 'newKey') && (await newKey(api, mentions(call, 'newSecret')))),
  });
  const worldOver = (send: Send): World => ({
    url: service.url,
    swap: service.swap,
    fills,
    send,
    later,
    tidy: service.tidy,
    async answer(operation, { call, before, fault }) {
      const messageFor = async (one: Call) => messageOf(operation, one, await fills(one));
      const message = await messageFor(call);
      const messageBefore = before && (await messageFor(before));
      let answerBefore: Promise<Answer> | undefined;
      const answer = await faults.during(fault, async (holding) => {
        answerBefore = messageBefore && send(messageBefore);
        await Promise.race([answerBefore, holding]);
        return await send(message);
      });
      await answerBefore;
      return answer;
    },
    through: (between) => worldOver((message) => between(message, send)),
    [Symbol.asyncDispose]: service.stop,
  });
  return worldOver((message) => exchange(service.url, message));
}

export async function newKey(api: Api, withSecondSecret: boolean): Promise<Partial<Fills>> {
  const { clientId, secretId } = await api.createKey({});
  const second = withSecondSecret ? { newSecret: (await api.addSecret(clientId)).secretId } : {};
  return { newKey: clientId, firstSecret: secretId, ...second };
}

export async function changedKey(api: Api): Promise<string> {
  const { clientId } = await api.createKey({});
  await api.updateKey(clientId, { enabled: false });
  return clientId;
}

/** A key begins with one secret, and has at most five. */
export async function fullKey(api: Api): Promise<string> {
  const { clientId } = await api.createKey({});
  for (let more = 0; more < 4; more++) await api.addSecret(clientId);
  return clientId;
}
