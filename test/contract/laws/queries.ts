import { ask, type Law } from './law.ts';

/** No times as the contract has them. */
export const notTimes = [
  '2099-12-31T23:59:59.1234567890Z',
  '2099-12-31T23:59:59+01:00',
  '2099-12-31 23:59:59Z',
  '2099-12-31t23:59:59z',
  ' 2099-12-31T23:59:59Z',
  '2099-12-31T23:59:59Z ',
  '2099-12-31T23:59:59Z\u00e9',
  '2099-02-30T00:00:00Z',
  '2099-12-31T25:00:00Z',
  '2099-12-31T23:59:60Z',
  '2099-12-31',
  '',
];

const times = (parameter: string) => ({
  valid: ['2099-12-31T23:59:59Z', '2001-01-01T00:00:00.123456789Z'].map((time) => `${parameter}=${time}`),
  invalid: notTimes.map((time) => `${parameter}=${encodeURIComponent(time)}`),
});

const cursors = {
  valid: ['0.a', '1.key_0', `999999999999999.${'x'.repeat(128)}`].map((cursor) => `after=${cursor}`),
  invalid: ['', '1', '.a', '1.', '1.a-', 'x1.a', '1.a.', '1000000000000000.a', `1.${'x'.repeat(129)}`].map(
    (cursor) => `after=${cursor}`,
  ),
};

const limits = {
  valid: ['limit=1', 'limit=100'],
  invalid: ['', '0', '101', '1.5', '1e1', 'a', 'null'].map((limit) => `limit=${limit}`),
};

/** Queries that are let in, and those that are not. */
const queries: readonly [
  operationId: string,
  parameter: string,
  { valid: readonly string[]; invalid: readonly string[] },
][] = [
  ['listApiKeys', 'limit', limits],
  ['listApiKeys', 'after', cursors],
  ['listApiKeys', 'expiresBefore', times('expiresBefore')],
  ['listApiKeys', 'lastUsedBefore', times('lastUsedBefore')],
  [
    'listApiKeys',
    'enabled',
    {
      valid: ['enabled=true', 'enabled=false'],
      invalid: ['', 'null', '1', 'TRUE', 'yes'].map((enabled) => `enabled=${enabled}`),
    },
  ],
  [
    'listApiKeys',
    'name',
    {
      valid: ['name=a', 'name=%20', `name=${'%F0%9F%98%80'.repeat(100)}`],
      invalid: ['name=', 'name=a%00', 'name=%09a', 'name=a%7Fb', `name=${'a'.repeat(101)}`],
    },
  ],
  ['listAuditLogs', 'limit', limits],
  ['listAuditLogs', 'after', cursors],
  ['listAuditLogs', 'since', times('since')],
  ['listAuditLogs', 'until', times('until')],
  ...['actor', 'target'].map((name): (typeof queries)[number] => [
    'listAuditLogs',
    name,
    {
      valid: [`${name}=anyone%20at%20all`, `${name}=${'a'.repeat(200)}`],
      invalid: [`${name}=`, `${name}=${'a'.repeat(201)}`],
    },
  ]),
];

/** What is promised of the parameters of lists. */
export const queryLaws: readonly Law[] = queries.map(
  ([operationId, parameter, { valid, invalid }]): Law => ({
    name: `${operationId} takes its ${parameter} as the contract says`,
    operationIds: [operationId],
    async hold(world) {
      for (const query of valid) await ask(world, 200, { operationId, query });
      for (const query of invalid) await ask(world, 400, { operationId, query });
    },
  }),
);
