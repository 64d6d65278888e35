import { describe, expect, test } from 'vitest';
import { ConfigProblems, readConfig } from './config.ts';
import { newSecret } from './domain/secrets.ts';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigProblems) return error.problems;
    throw error;
  }
}

const secret = Buffer.alloc(32, 255);

const defaultQuotas = {
  address: { calls: 12_000, window: 60 },
  key: { calls: 6000, window: 60 },
  clientFailures: { calls: 10, window: 60 },
  addressFailures: { calls: 100, window: 60 },
};

test('without any variable everything has its default', () => {
  expect(readConfig({})).toEqual({
    port: 8080,
    host: '127.0.0.1',
    publicUrl: undefined,
    databaseUrl: 'sqlite:data/latchkey.db',
    poolSize: 10,
    serviceSecret: undefined,
    firstKey: undefined,
    accessTokenLifetime: 600,
    signingKeyDays: 90,
    tokenAudience: undefined,
    trustProxy: undefined,
    corsOrigins: [],
    quotas: defaultQuotas,
    metricsAt: { port: 9090, host: '127.0.0.1' },
    maxConnections: 10_000,
    stopDelay: 5,
    logLevel: 'info',
    validateResponses: false,
  });
});

test.each(['postgres', 'postgresql'])('%s:// is a database, whose secret must be given', (scheme) => {
  const url = `${scheme}://user:word@db.example:5432/latchkey?sslmode=verify-full`;
  expect(problemsOf({ DATABASE_URL: url })).toEqual([expect.stringContaining('LATCHKEY_SECRET must be given')]);
  expect(readConfig({ DATABASE_URL: url, LATCHKEY_SECRET: secret.toString('base64') }).databaseUrl).toBe(url);
});

test('a database may be behind a socket', () => {
  const url = 'postgresql://user:word@/latchkey?host=/run/postgresql';
  expect(readConfig({ DATABASE_URL: url, LATCHKEY_SECRET: secret.toString('base64') }).databaseUrl).toBe(url);
});

test('an empty variable counts as none', () => {
  const names = [
    'PORT',
    'HOST',
    'PUBLIC_URL',
    'DATABASE_URL',
    'DATABASE_POOL_SIZE',
    'LATCHKEY_SECRET',
    'BOOTSTRAP_CLIENT_ID',
  ];
  const more = [
    'BOOTSTRAP_CLIENT_SECRET',
    'ACCESS_TOKEN_TTL',
    'SIGNING_KEY_DAYS',
    'TOKEN_AUDIENCE',
    'TRUST_PROXY',
    'CORS_ORIGINS',
  ];
  const operations = ['METRICS_PORT', 'METRICS_HOST', 'MAX_CONNECTIONS', 'STOP_DELAY'];
  const limits = ['', '_ADDRESS', '_KEY', '_CLIENT_FAILURES', '_ADDRESS_FAILURES'].map(
    (end) => `RATE_LIMIT${end || 'S'}`,
  );
  const empty = Object.fromEntries(
    [...names, ...more, ...limits, ...operations, 'LOG_LEVEL', 'NODE_ENV'].map((name) => [name, '']),
  );
  expect(readConfig(empty)).toEqual(readConfig({}));
});

/** Each variable: what its values mean. */
const good: [name: string, value: string, meaning: object][] = [
  ['PORT', '0', { port: 0 }],
  ['PORT', '65535', { port: 65535 }],
  ['HOST', '0.0.0.0', { host: '0.0.0.0' }],
  ['PUBLIC_URL', 'https://keys.example.com', { publicUrl: 'https://keys.example.com' }],
  ['PUBLIC_URL', 'https://keys.example.com/', { publicUrl: 'https://keys.example.com' }],
  ['PUBLIC_URL', 'http://localhost:9000', { publicUrl: 'http://localhost:9000' }],
  ['PUBLIC_URL', 'HTTPS://Keys.Example.com:443', { publicUrl: 'https://keys.example.com' }],
  ['DATABASE_URL', 'sqlite::memory:', { databaseUrl: 'sqlite::memory:' }],
  ['DATABASE_URL', 'sqlite:/var/lib/latchkey.db', { databaseUrl: 'sqlite:/var/lib/latchkey.db' }],
  ['DATABASE_POOL_SIZE', '1', { poolSize: 1 }],
  ['LATCHKEY_SECRET', secret.toString('base64'), { serviceSecret: secret }],
  ['LATCHKEY_SECRET', secret.toString('base64url'), { serviceSecret: secret }],
  ['ACCESS_TOKEN_TTL', '1', { accessTokenLifetime: 1 }],
  ['ACCESS_TOKEN_TTL', '86400', { accessTokenLifetime: 86_400 }],
  ['SIGNING_KEY_DAYS', '1', { signingKeyDays: 1 }],
  ['SIGNING_KEY_DAYS', '0', { signingKeyDays: 0 }],
  ['SIGNING_KEY_DAYS', 'off', { signingKeyDays: 0 }],
  ['TOKEN_AUDIENCE', 'https://api.example.com', { tokenAudience: 'https://api.example.com' }],
  ['TRUST_PROXY', 'loopback, 10.0.0.0/8', { trustProxy: 'loopback,10.0.0.0/8' }],
  ['TRUST_PROXY', '::1,fd00::/128', { trustProxy: '::1,fd00::/128' }],
  ['CORS_ORIGINS', '*', { corsOrigins: ['*'] }],
  [
    'CORS_ORIGINS',
    'https://a.example, http://b.example:81',
    { corsOrigins: ['https://a.example', 'http://b.example:81'] },
  ],
  ['RATE_LIMITS', 'on', {}],
  ['RATE_LIMITS', 'off', { quotas: undefined }],
  ['RATE_LIMIT_ADDRESS', '1/86400', { quotas: { ...defaultQuotas, address: { calls: 1, window: 86_400 } } }],
  ['RATE_LIMIT_KEY', '1000000/1', { quotas: { ...defaultQuotas, key: { calls: 1_000_000, window: 1 } } }],
  ['RATE_LIMIT_CLIENT_FAILURES', '5/900', { quotas: { ...defaultQuotas, clientFailures: { calls: 5, window: 900 } } }],
  ['RATE_LIMIT_ADDRESS_FAILURES', '50/9', { quotas: { ...defaultQuotas, addressFailures: { calls: 50, window: 9 } } }],
  ['METRICS_PORT', '0', { metricsAt: { port: 0, host: '127.0.0.1' } }],
  ['METRICS_PORT', 'off', { metricsAt: undefined }],
  ['METRICS_HOST', '0.0.0.0', { metricsAt: { port: 9090, host: '0.0.0.0' } }],
  ['MAX_CONNECTIONS', '1', { maxConnections: 1 }],
  ['STOP_DELAY', '0', { stopDelay: 0 }],
  ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
  ['NODE_ENV', 'development', { validateResponses: true }],
  ['NODE_ENV', 'test', { validateResponses: true }],
  ['NODE_ENV', 'production', { validateResponses: false }],
];
test.each(good)('%s=%s is understood', (name, value, meaning) => {
  expect(readConfig({ [name]: value })).toEqual({ ...readConfig({}), ...meaning });
});

const bad: Readonly<Record<string, readonly string[]>> = {
  PORT: ['-1', '65536', 'http', '80.5', ' 80', '0x50', '1e3'],
  PUBLIC_URL: [
    'keys.example.com',
    'ftp://a.example',
    'https://a.example/path',
    'https://a.example?x',
    'https://u@a.example',
    'https://a.example/#x',
  ],
  DATABASE_URL: ['data/latchkey.db', 'mysql://a.example', 'sqlite:', 'memory', 'postgres', 'postgres://u:p@a/ss@b/c'],
  DATABASE_POOL_SIZE: ['0', '1001', 'many'],
  LATCHKEY_SECRET: [
    'secret',
    Buffer.alloc(31).toString('base64'),
    'x'.repeat(43).replace('x', '!'),
    ` ${secret.toString('base64')}`,
  ],
  ACCESS_TOKEN_TTL: ['0', '86401', '10m', '-5', '1.5'],
  SIGNING_KEY_DAYS: ['-1', '3651', '1.5', 'on', 'never'],
  TRUST_PROXY: ['everybody', '300.1.1.1', '1', 'true', '10.0.0.0/33', '10.0.0.0/8/8', 'loopback,'],
  CORS_ORIGINS: ['a.example', 'https://a.example/', 'https://a.example,', 'https://a.example/x', 'null'],
  RATE_LIMITS: ['ON', 'false', '0', 'none'],
  RATE_LIMIT_ADDRESS: [
    '0/60',
    '60/0',
    '1000001/60',
    '60/86401',
    '60',
    '60/',
    '/60',
    '60/60/60',
    '60/1m',
    '1e3/60',
    ' 60/60',
  ],
  RATE_LIMIT_KEY: ['off'],
  RATE_LIMIT_CLIENT_FAILURES: ['-1/60'],
  RATE_LIMIT_ADDRESS_FAILURES: ['1.5/60'],
  METRICS_PORT: ['on', '65536', '-1'],
  MAX_CONNECTIONS: ['0', '1000001', 'many'],
  STOP_DELAY: ['301', '5s', '-1'],
  LOG_LEVEL: ['loud', 'INFO'],
};
describe('what is wrong is named', () => {
  test.each(Object.entries(bad).flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
    '%s=%s',
    (name, value) => {
      expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(`${name} must be `)]);
    },
  );
});

describe('the first key', () => {
  const given = (clientId: string, clientSecret: string) => ({
    BOOTSTRAP_CLIENT_ID: clientId,
    BOOTSTRAP_CLIENT_SECRET: clientSecret,
  });

  test.each(['x'.repeat(32), 'x'.repeat(256), newSecret()])('may have the secret %s', (clientSecret) => {
    expect(readConfig(given('ops', clientSecret)).firstKey).toEqual({ clientId: 'ops', clientSecret });
  });

  test.each([
    [given('ops', 'x'.repeat(31)), 'BOOTSTRAP_CLIENT_SECRET must be at least 32'],
    [given('ops', `${'x'.repeat(32)}-`), 'BOOTSTRAP_CLIENT_SECRET must be'],
    [given('ops', 'x'.repeat(257)), 'BOOTSTRAP_CLIENT_SECRET must be'],
    [given('ops', `lks_${'x'.repeat(36)}`), 'with its checksum'],
    [given('o p s', 'x'.repeat(32)), 'BOOTSTRAP_CLIENT_ID must be'],
    [given('x'.repeat(129), 'x'.repeat(32)), 'BOOTSTRAP_CLIENT_ID must be'],
    [{ BOOTSTRAP_CLIENT_ID: 'ops' }, 'both or neither'],
    [{ BOOTSTRAP_CLIENT_SECRET: 'x'.repeat(32) }, 'both or neither'],
  ])('is refused as %j', (environment, message) => {
    expect(problemsOf(environment)).toEqual([expect.stringContaining(message)]);
  });
});

test('everything that is wrong is told at once, and no value is repeated', () => {
  const names = Object.keys(bad);
  const problems = problemsOf({
    ...Object.fromEntries(Object.entries(bad).map(([name, [value = '']]) => [name, value])),
    BOOTSTRAP_CLIENT_SECRET: 'my-secret',
  });
  for (const name of [...names, 'BOOTSTRAP_CLIENT_SECRET', 'BOOTSTRAP_CLIENT_ID and']) {
    expect(problems).toContainEqual(expect.stringContaining(`${name} `));
  }
  expect(problems.join()).not.toContain('my-secret');
});
