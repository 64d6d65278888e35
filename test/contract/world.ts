import { type Store, StoreUnavailable } from '../../server/domain/store.ts';
import { fetchToken, type Service, type ServiceOptions, startService } from '../support/service.ts';
import type { Call, Case, Fault } from './cases.ts';
import type { Operation } from './document.ts';
import { type Answer, exchange, type Message } from './exchange.ts';
import { type Fills, messageOf } from './messages.ts';

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
const longAgo = 3_600_000;

export async function startWorld({
  clock = Date.now,
  wrapStore = (store) => store,
}: WorldOptions = {}): Promise<World> {
  let fault: Fault | undefined;
  let lag = 0;
  const service = await startService({
    firstKey: exampleKey,
    clock: () => clock() - lag,
    wrapStore: (store) => faulty(wrapStore(store), () => fault),
  });
  const everything = await fetchToken(service, service.firstKey);
  const makeKey = async (scopes?: string[]) => await post(service.url, everything, { name: 'For a case', scopes });
  lag = longAgo;
  const expired = await fetchToken(service, service.firstKey);
  lag = 0;
  const tokens: Record<NonNullable<Call['token']>, string | undefined> = {
    valid: everything,
    missing: undefined,
    expired,
    powerless: await fetchToken(service, await makeKey(['nothing:at-all'])),
    creator: await fetchToken(service, await makeKey(['create:api-key'])),
  };
  await noteUse(service.store, service.firstKey.clientId);

  const fills = async ({ token = 'valid', path = {} }: Call): Promise<Fills> => ({
    ...service.firstKey,
    token: tokens[token],
    newKey: Object.values(path).includes('$new') ? (await makeKey()).clientId : '',
  });
  const worldOver = (send: Send): World => ({
    url: service.url,
    swap: service.swap,
    fills,
    send,
    async answer(operation, { call, fault: wanted }) {
      const message = messageOf(operation, call, await fills(call));
      fault = wanted;
      try {
        return await send(message);
      } finally {
        fault = undefined;
      }
    },
    through: (between) => worldOver((message) => between(message, send)),
    [Symbol.asyncDispose]: service.stop,
  });
  return worldOver((message) => exchange(service.url, message));
}

/** Uses are written down every few seconds: this one at once, so that there is a key which was used. */
async function noteUse(store: Store, clientId: string): Promise<void> {
  const found = await store.findClient(clientId);
  const [secret] = found?.secrets ?? [];
  if (!found || !secret) throw new Error('The first key is not in the store');
  const { organizationId } = found.key;
  await store.recordUses([{ organizationId, clientId, secretId: secret.secretId, usedAt: Date.now() }]);
}

/** A store of which one method throws, while there is a fault. */
function faulty(store: Store, fault: () => Fault | undefined): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      const { method, kind } = fault() ?? {};
      if (method === name) {
        const cause = new Error('thrown by a contract test');
        return async () => Promise.reject(kind === 'unavailable' ? new StoreUnavailable(cause) : cause);
      }
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function post(url: string, token: string, body: object): Promise<{ clientId: string; clientSecret: string }> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const response = await fetch(`${url}/api-keys`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (response.status !== 201) throw new Error(`No key: ${response.status} ${await response.text()}`);
  return (await response.json()) as { clientId: string; clientSecret: string };
}
