import { randomBytes } from 'node:crypto';
import { type Contestant, startContestant } from './contestant.ts';
import type { Credentials } from './requests.ts';

/** What the replicas of one service share. The credentials are the first key's, which has every scope. */
export interface Installation extends Credentials {
  readonly databaseUrl: string;
  /** `LATCHKEY_SECRET`. */
  readonly serviceSecret: string;
}

/** On a new database. */
export function planInstallation(databaseUrl: string): Installation {
  return {
    databaseUrl,
    serviceSecret: randomBytes(32).toString('base64'),
    clientId: 'first',
    clientSecret: randomBytes(16).toString('hex'),
  };
}

/** The environment of each replica. Nothing is limited, and nothing else listens; the rest is as in production. */
export function environmentOf(installation: Installation): Record<string, string> {
  return {
    PORT: '0',
    // The same for all, so that each takes the others' tokens.
    PUBLIC_URL: 'http://localhost:8080',
    METRICS_PORT: 'off',
    RATE_LIMITS: 'off',
    // Longer than any bench.
    ACCESS_TOKEN_TTL: '86400',
    DATABASE_URL: installation.databaseUrl,
    LATCHKEY_SECRET: installation.serviceSecret,
    BOOTSTRAP_CLIENT_ID: installation.clientId,
    BOOTSTRAP_CLIENT_SECRET: installation.clientSecret,
  };
}

export function startReplica(installation: Installation): Promise<Contestant> {
  return startContestant('latchkey.ts', environmentOf(installation));
}
