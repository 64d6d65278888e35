import { isIP } from 'node:net';
import { longestTokenLife } from './domain/key-schedule.ts';
import { isWellFormedSecret } from './domain/secrets.ts';
import type { Quotas } from './rate-limits.ts';

export interface Config {
  readonly port: number;
  readonly host: string;
  /** `http://localhost:PORT`, known once the service listens, if undefined. */
  readonly publicUrl: string | undefined;
  readonly databaseUrl: string;
  /** Connections that one process holds at once, where the database is a server. */
  readonly poolSize: number;
  /** Read from, or made beside, the database file if undefined. */
  readonly serviceSecret: Uint8Array | undefined;
  readonly firstKey: { readonly clientId: string; readonly clientSecret: string } | undefined;
  /** Seconds. */
  readonly accessTokenLifetime: number;
  /** After so many days of signing a signing key is followed by the next; 0 for never. */
  readonly signingKeyDays: number;
  readonly tokenAudience: string | undefined;
  readonly trustProxy: string | undefined;
  readonly corsOrigins: readonly string[];
  /** Nothing is limited if undefined. */
  readonly quotas: Quotas | undefined;
  /** Where metrics are served; nowhere if undefined. */
  readonly metricsAt: { readonly port: number; readonly host: string } | undefined;
  /** Connections of callers at once. */
  readonly maxConnections: number;
  /** Seconds from being told to stop to accepting no more. */
  readonly stopDelay: number;
  readonly logLevel: string;
  readonly validateResponses: boolean;
}

/** Thrown with everything that is wrong, so that an operator mends it in one go. */
export class ConfigProblems extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigProblems';
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Networks that Express knows by name. */
const networkNames = ['loopback', 'linklocal', 'uniquelocal'];

/**
 * The configuration that the environment holds; an empty variable counts as none.
 *
 * @throws {ConfigProblems}
 */
export function readConfig(environment: Environment): Config {
  const problems: string[] = [];
  const refuse = (name: string, mustBe: string): undefined => {
    problems.push(`${name} must be ${mustBe}`);
  };
  const read = <Value>(name: string, parse: (text: string) => Value | undefined, mustBe: string): Value | undefined => {
    const text = environment[name];
    return text === undefined || text === '' ? undefined : (parse(text) ?? refuse(name, mustBe));
  };
  const text = (name: string) => read(name, (value) => value, 'text');
  const quota = (name: string, calls: number, window: number) =>
    read(name, quotaOf, 'CALLS/SECONDS, 1 to 1000000 calls in 1 to 86400 seconds, such as 600/60') ?? { calls, window };
  const quotas: Quotas = {
    address: quota('RATE_LIMIT_ADDRESS', 12_000, 60),
    key: quota('RATE_LIMIT_KEY', 6000, 60),
    clientFailures: quota('RATE_LIMIT_CLIENT_FAILURES', 10, 60),
    addressFailures: quota('RATE_LIMIT_ADDRESS_FAILURES', 100, 60),
  };

  const config: Config = {
    port: read('PORT', wholeNumber(0, 65535), 'a port number, 0 to 65535') ?? 8080,
    host: text('HOST') ?? '127.0.0.1',
    publicUrl: read('PUBLIC_URL', origin, 'an http or https URL without a path, such as https://keys.example.com'),
    databaseUrl:
      read(
        'DATABASE_URL',
        databaseUrl,
        'sqlite:PATH, sqlite::memory: or postgres://USER:PASSWORD@HOST:PORT/DATABASE',
      ) ?? 'sqlite:data/latchkey.db',
    poolSize: read('DATABASE_POOL_SIZE', wholeNumber(1, 1000), 'a number of connections, 1 to 1000') ?? 10,
    serviceSecret: read('LATCHKEY_SECRET', base64Secret, 'at least 32 bytes in base64 (try: openssl rand -base64 32)'),
    firstKey: firstKey(
      read('BOOTSTRAP_CLIENT_ID', matching(/^\w{1,128}$/), '1 to 128 characters of A-Z a-z 0-9 _'),
      read(
        'BOOTSTRAP_CLIENT_SECRET',
        firstSecret,
        'at least 32 characters of A-Z a-z 0-9 _, with its checksum if it starts with lks_',
      ),
    ),
    accessTokenLifetime:
      read('ACCESS_TOKEN_TTL', wholeNumber(1, longestTokenLife), `a number of seconds, 1 to ${longestTokenLife}`) ??
      600,
    signingKeyDays: read('SIGNING_KEY_DAYS', days, 'a number of days, 1 to 3650, or off') ?? 90,
    tokenAudience: text('TOKEN_AUDIENCE'),
    trustProxy: read(
      'TRUST_PROXY',
      proxies,
      `a list of IP addresses, networks (10.0.0.0/8) or ${networkNames.join(', ')}, separated by commas`,
    ),
    corsOrigins: read('CORS_ORIGINS', corsOrigins, '* or a list of origins separated by commas') ?? [],
    quotas: read('RATE_LIMITS', matching(/^(on|off)$/), 'on or off') === 'off' ? undefined : quotas,
    metricsAt: metricsAt(
      read('METRICS_PORT', portOrOff, 'a port number, 0 to 65535, or off') ?? 9090,
      text('METRICS_HOST') ?? '127.0.0.1',
    ),
    maxConnections:
      read('MAX_CONNECTIONS', wholeNumber(1, 1_000_000), 'a number of connections, 1 to 1000000') ?? 10_000,
    stopDelay: read('STOP_DELAY', wholeNumber(0, 300), 'a number of seconds, 0 to 300') ?? 5,
    logLevel:
      read('LOG_LEVEL', matching(new RegExp(`^(${logLevels.join('|')})$`)), `one of ${logLevels.join(', ')}`) ?? 'info',
    validateResponses: ['development', 'test'].includes(environment.NODE_ENV ?? ''),
  };
  if (!environment.BOOTSTRAP_CLIENT_ID !== !environment.BOOTSTRAP_CLIENT_SECRET) {
    problems.push('BOOTSTRAP_CLIENT_ID and BOOTSTRAP_CLIENT_SECRET must be given both or neither');
  }
  if (!isSqlite(config.databaseUrl) && !environment.LATCHKEY_SECRET) {
    problems.push(
      'LATCHKEY_SECRET must be given with PostgreSQL, the same for each replica (try: openssl rand -base64 32)',
    );
  }
  if (problems.length > 0) throw new ConfigProblems(problems);
  return config;
}

function wholeNumber(least: number, most: number) {
  return (text: string): number | undefined => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  };
}

function days(text: string): number | undefined {
  return text === 'off' ? 0 : wholeNumber(0, 3650)(text);
}

function portOrOff(text: string): number | 'off' | undefined {
  return text === 'off' ? text : wholeNumber(0, 65535)(text);
}

function metricsAt(port: number | 'off', host: string): Config['metricsAt'] {
  return port === 'off' ? undefined : { port, host };
}

function matching(pattern: RegExp) {
  return (text: string): string | undefined => (pattern.test(text) ? text : undefined);
}

function quotaOf(text: string): Quotas['address'] | undefined {
  const [, first = '', second = ''] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const calls = wholeNumber(1, 1_000_000)(first);
  const window = wholeNumber(1, 86_400)(second);
  return calls && window ? { calls, window } : undefined;
}

function origin(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  return url.href === `${url.origin}/` ? url.origin : undefined;
}

function databaseUrl(text: string): string | undefined {
  return isPostgres(text) || /^sqlite:.+/.test(text) ? text : undefined;
}

/** Whether a URL can be that of a PostgreSQL database. */
export function isPostgres(databaseUrl: string): boolean {
  // Without a host it is a socket's, which `?host=/…` names: libpq takes that, the URL standard doesn't.
  const { protocol = '', pathname = '' } = URL.parse(databaseUrl.replace('@/', '@localhost/')) ?? {};
  // An @ behind the host tells of a password that was to be percent-encoded: a part of it would be taken for the host.
  return /^postgres(ql)?:$/.test(protocol) && !pathname.includes('@');
}

/** Kept in a file, or in memory, of this machine alone. */
export function isSqlite(databaseUrl: string): boolean {
  return databaseUrl.startsWith('sqlite:');
}

/** Not a number: how many proxies there are says nothing of who they are, and Express takes `1` for 0.0.0.1. */
function proxies(text: string): string | undefined {
  const isProxy = (part: string) => {
    const [address = '', bits, ...rest] = part.split('/');
    const most = { 4: 32, 6: 128 }[isIP(address)];
    const isAddress = most !== undefined && rest.length === 0;
    return isAddress && (bits === undefined || wholeNumber(1, most)(bits) !== undefined);
  };
  const parts = text.split(',').map((part) => part.trim());
  return parts.every((part) => networkNames.includes(part) || isProxy(part)) ? parts.join(',') : undefined;
}

function base64Secret(text: string): Uint8Array | undefined {
  const bytes = /^[A-Za-z0-9+/_-]+=*$/.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0);
  return bytes.length >= 32 ? bytes : undefined;
}

function firstSecret(text: string): string | undefined {
  return /^\w{32,256}$/.test(text) && isWellFormedSecret(text) ? text : undefined;
}

function firstKey(clientId: string | undefined, clientSecret: string | undefined): Config['firstKey'] {
  return clientId !== undefined && clientSecret !== undefined ? { clientId, clientSecret } : undefined;
}

function corsOrigins(text: string): string[] | undefined {
  const origins = text.split(',').map((part) => part.trim());
  return origins.every((part) => part === '*' || origin(part) === part) ? origins : undefined;
}
