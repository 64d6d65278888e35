import { scopes } from '../../../generated/operations.ts';
import type { OidcSettings } from '../servers/oidc-provider.ts';
import { capture, mustAnswer } from './answer.ts';
import { bearer } from './call.ts';
import { type Contestant, startContestant } from './contestant.ts';
import { sqliteFiles } from './databases.ts';
import { type Latchkey, startLatchkey } from './latchkey.ts';
import type { Credentials } from './requests.ts';

export interface Servers {
  /** Its keys stay as they are. */
  readonly latchkey: Latchkey;
  /** Another, whose keys come and go. */
  readonly changing: Latchkey;
  /** Another with many keys, which stay as they are. */
  readonly large: Latchkey;
  readonly bare: Contestant;
  readonly validator: Contestant;
  readonly es256: Contestant & Credentials;
  readonly rs256: Contestant & Credentials;
  readonly opaque: Contestant & Credentials;
}

export type ServerName = keyof Servers;

export const oidcProviders = ['es256', 'rs256', 'opaque'] as const satisfies readonly ServerName[];

/** How many keys the organization has, the first one among them. */
export const sizes = { latchkey: 1000, changing: 1000, large: 1_000_000 } as const;

/** Every server that is compared, running. */
export interface Stage extends AsyncDisposable {
  get<Name extends ServerName>(name: Name): Servers[Name];
}

/** Starts the servers that are asked for, and Latchkey, whose answers and credentials the others have. */
export async function setStage(wanted: ReadonlySet<ServerName>, report: (progress: string) => void): Promise<Stage> {
  await using started = new AsyncDisposableStack();
  const files = started.use(sqliteFiles());
  const startOurs = async (name: keyof typeof sizes) =>
    started.use(await startLatchkey(await files.createDatabase(), sizes[name], report));
  const start = async (file: string, settings?: object) => started.use(await startContestant(file, settings));

  const latchkey = await startOurs('latchkey');
  const read = [`/api-keys/${latchkey.keyIds[0]}`, bearer(latchkey.token)] as const;
  const answer = await capture(latchkey.url + read[0], read[1]);
  const startSame = async (file: string) => {
    const server = await start(file, answer);
    await mustAnswer(server.url + read[0], read[1], answer);
    return server;
  };
  const { clientId, clientSecret } = latchkey;
  const startOidc = async (format: OidcSettings['format']) => {
    const settings: OidcSettings = { format, clientId, clientSecret, scopes };
    return { ...(await start('oidc-provider.ts', settings)), clientId, clientSecret };
  };
  const makers: { [Name in ServerName]: () => Promise<Servers[Name]> } = {
    latchkey: async () => latchkey,
    changing: () => startOurs('changing'),
    large: () => startOurs('large'),
    bare: () => startSame('bare-express.ts'),
    validator: () => startSame('validator.ts'),
    es256: () => startOidc('ES256'),
    rs256: () => startOidc('RS256'),
    opaque: () => startOidc('opaque'),
  };
  const servers: Partial<Servers> = {};
  for (const name of wanted) Object.assign(servers, { [name]: await makers[name]() });

  const running = started.move();
  return {
    get(name) {
      const server = servers[name];
      if (!server) throw new Error(`${name} was not started`);
      return server;
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
