import { type Store, StoreUnavailable } from '../../server/domain/store.ts';
import { fetchToken, startService } from '../support/service.ts';
import type { Call, Case, Fault } from './cases.ts';
import type { Operation } from './document.ts';
import { type Answer, exchange, type Message } from './exchange.ts';
import { type Fills, messageOf } from './messages.ts';

/** A real service in which every case can be brought about. */
export interface World extends AsyncDisposable {
  /** What the placeholders of a call stand for here; makes a key if the call needs one. */
  fills(call: Call): Promise<Fills>;
  /** The answer to a case, with its fault in force. */
  answer(operation: Operation, wanted: Case): Promise<Answer>;
  send(message: Message): Promise<Answer>;
}

/** The client of the contract's examples, with a secret whose checksum is right. */
export const exampleKey = {
  clientId: 'key_0PwTq3x9Zk2mB7sVhN4dLy',
  clientSecret: 'lks_8Zt3kPq0VbN5xYd7RmW2sLcA9fJhGu3aksgH',
};

/** Milliseconds; longer than a token lives. */
const longAgo = 3_600_000;

export async function startWorld(): Promise<World> {
  let fault: Fault | undefined;
  let lag = 0;
  const service = await startService({
    firstKey: exampleKey,
    clock: () => Date.now() - lag,
    wrapStore: (store) => faulty(store, () => fault),
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

  const fills = async ({ token = 'valid', path = {} }: Call): Promise<Fills> => ({
    ...service.firstKey,
    token: tokens[token],
    newKey: Object.values(path).includes('$new') ? (await makeKey()).clientId : '',
  });
  const send = (message: Message) => exchange(service.url, message);

  return {
    fills,
    send,
    async answer(operation, { call, fault: wanted }) {
      const message = messageOf(operation, call, await fills(call));
      fault = wanted;
      const answer = await send(message);
      fault = undefined;
      return answer;
    },
    [Symbol.asyncDispose]: service.stop,
  };
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
