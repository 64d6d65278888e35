import { scopes } from '../../../generated/operations.ts';
import type { LatchkeyDetails } from '../servers/latchkey.ts';
import type { OidcSettings } from '../servers/oidc-provider.ts';
import { capture, mustAnswer } from './answer.ts';
import { type Contestant, startContestant } from './contestant.ts';
import { tokenRequest } from './requests.ts';

export type Peer = 'bare' | 'validator' | 'es256' | 'rs256';

/** Every server that is compared, running. */
export interface Stage extends AsyncDisposable {
  /** Holds 1,000 keys throughout. */
  readonly latchkey: Contestant<LatchkeyDetails>;
  /** Another, whose keys come and go. */
  readonly changing: Contestant<LatchkeyDetails>;
  readonly peers: Readonly<Partial<Record<Peer, Contestant>>>;
  /** A token for each of the two, with every scope. */
  readonly tokens: { readonly latchkey: string; readonly changing: string };
}

/** Starts Latchkey, and of its peers those that are asked for. */
export async function setStage(wanted: ReadonlySet<Peer>): Promise<Stage> {
  await using started = new AsyncDisposableStack();
  const start = async <Details extends { url: string }>(file: string, settings?: object) => {
    const contestant = await startContestant<Details>(file, settings);
    started.defer(() => contestant.stop());
    return contestant;
  };

  const latchkey = await start<LatchkeyDetails>('latchkey.ts');
  const changing = await start<LatchkeyDetails>('latchkey.ts');
  const tokens = { latchkey: await fetchToken(latchkey.details), changing: await fetchToken(changing.details) };
  const { url, keyId, clientId, clientSecret } = latchkey.details;
  const read = [`/api-keys/${keyId}`, { authorization: `Bearer ${tokens.latchkey}` }] as const;
  const answer = await capture(url + read[0], read[1]);
  const startSame = async (file: string) => {
    const contestant = await start(file, answer);
    await mustAnswer(contestant.details.url + read[0], read[1], answer);
    return contestant;
  };
  const oidc = (alg: OidcSettings['alg']) => ({ alg, clientId, clientSecret, scopes }) satisfies OidcSettings;
  const makers: Record<Peer, () => Promise<Contestant>> = {
    bare: () => startSame('bare-express.ts'),
    validator: () => startSame('validator.ts'),
    es256: () => start('oidc-provider.ts', oidc('ES256')),
    rs256: () => start('oidc-provider.ts', oidc('RS256')),
  };
  const peers: Partial<Record<Peer, Contestant>> = {};
  for (const peer of wanted) peers[peer] = await makers[peer]();

  const running = started.move();
  return { latchkey, changing, peers, tokens, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

async function fetchToken(details: LatchkeyDetails): Promise<string> {
  const { method, path, headers, body } = tokenRequest(details, scopes.join(' '), '/oauth/token');
  const response = await fetch(details.url + path, { method, headers, body });
  if (response.status !== 200) throw new Error(`Latchkey gave no token: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token;
}
