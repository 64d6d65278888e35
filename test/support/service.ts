import { randomBytes } from 'node:crypto';
import { type App, type AppParts, createApp } from '../../server/app.ts';
import type { ClientCredentials } from '../../server/domain/authentication.ts';
import type { Store } from '../../server/domain/store.ts';
import { openStore } from '../../server/storage/index.ts';

/** A real service on an ephemeral port, with a database of its own. */
export interface Service extends AsyncDisposable {
  readonly url: string;
  /** Every scope, `grant:scope` among them. */
  readonly firstKey: ClientCredentials;
  readonly store: Store;
  /** Everything it logged. */
  readonly log: readonly LogLine[];
  readonly swap: App['swap'];
  readonly tidy: App['tidy'];
  stop(): Promise<void>;
}

export interface LogLine {
  readonly level: string;
  readonly fields: Record<string, unknown>;
  readonly message: string;
}

export interface ServiceOptions extends Partial<Omit<AppParts, 'store' | 'log'>> {
  /** In memory by default. If it holds anything yet, `firstKey` must be one of its keys. */
  readonly databaseUrl?: string;
  /** Puts something between the service and its store, to make it fail, say. */
  readonly wrapStore?: (store: Store) => Store;
}

/** Every answer is checked against the contract by the server itself, too. */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const { databaseUrl = 'sqlite::memory:', wrapStore = (store) => store, ...parts } = options;
  const store = wrapStore(await openStore(databaseUrl));
  const lines: LogLine[] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields: fields as Record<string, unknown>, message });
  };
  const log = { info: at('info'), warn: at('warn'), error: at('error') };
  const app = await createApp({ serviceSecret: randomBytes(32), validateResponses: true, log, ...parts, store });
  const firstKey = app.firstKey ?? parts.firstKey;
  if (!firstKey) throw new Error('A fresh store must give a first key');
  const url = await app.listen(0, '127.0.0.1');
  const stop = async () => {
    await app.stop();
    await store.close();
  };
  const { swap, tidy } = app;
  return { url, firstKey, store, log: lines, swap, tidy, stop, [Symbol.asyncDispose]: stop };
}

/** A token by the service's own endpoint, in whose scope are these or else all of the key's scopes. */
export async function fetchToken({ url }: Pick<Service, 'url'>, key: ClientCredentials, scope = ''): Promise<string> {
  const body = { grant_type: 'client_credentials', client_id: key.clientId, client_secret: key.clientSecret, scope };
  const response = await fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams(body) });
  const { access_token } = (await response.json()) as { access_token?: string };
  if (access_token === undefined) throw new Error(`No token: ${response.status}`);
  return access_token;
}
