import { readFileSync } from 'node:fs';
import { parseYaml } from '@redocly/openapi-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Report, readExemptions, testContract } from '../../scripts/lib/contract-tests/index.ts';
import type { OpenApiDocument } from '../../scripts/lib/document.ts';
import { fetchToken, type Service, startService } from '../support/service.ts';
import { readContract } from './document.ts';
import { startMock } from './mock.ts';
import { houseRules } from './validator.ts';
import { exampleKey } from './world.ts';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const document = readContract() as unknown as OpenApiDocument;

/** What CI exempts as well: what the contract leaves to the words of an RFC. */
const leftToWords = readExemptions(parseYaml(read('spec/contract-exempt.yaml')), 'spec/contract-exempt.yaml');

/** What a caller can't bring about. */
const outOfReach = [
  { place: '* status 500', reason: 'a defect of the service; contract.test.ts makes its store throw' },
  { place: '* status 503', reason: 'a database out of reach; contract.test.ts takes it away' },
  { place: '* status 429', reason: 'limits are off in this service; contract.test.ts has one that is reached' },
  { place: 'createApiKey status 422', reason: 'two calls with one Idempotency-Key; contract.test.ts sends them' },
  { place: 'introspectToken status 403', reason: 'a key that may not introspect; contract.test.ts has one' },
  { place: 'introspectToken seen 200 /*', reason: 'no document holds a live token; contract.test.ts asks about one' },
];

let service: Service;
let report: Report;

beforeAll(async () => {
  service = await startService({ firstKey: exampleKey });
  report = await testContract(document, {
    target: service.url,
    credentials: service.firstKey,
    enable: ['closed', 'unknown-parameter'],
    allowDestructive: true,
    exemptions: [...leftToWords, ...outOfReach],
    houseRules,
  });
}, 60_000);

afterAll(async () => await service.stop());

test('the service keeps its contract', () => {
  expect(report.failures).toEqual([]);
  expect(new Set(report.exempted.map(({ operationId }) => operationId))).toEqual(
    new Set(['issueToken', 'createSecret']),
  );
});

test('everything that a caller can bring about of the contract is covered', () => {
  expect(report.notes).toEqual([]);
  expect(report.idleExemptions).toEqual([]);
  expect(report.coverage.rows.filter(({ isCovered, reason }) => !isCovered && reason === undefined)).toEqual([]);
});

// As the workflow runs it: the mock takes any credentials, so invented ones are no reason for a 401.
test('the stateful mock keeps the contract, too', { timeout: 60_000 }, async () => {
  const mock = await startMock({ stateful: true });
  try {
    const skip = ['auth-invalid'] as const;
    const settings = { target: mock.url, credentials: { token: 'mock' }, skip, exemptions: leftToWords };
    const { failures, idleExemptions } = await testContract(document, settings);
    expect({ failures, idleExemptions }).toEqual({ failures: [], idleExemptions: [] });
  } finally {
    mock.stop();
  }
});

test('what the tests make, they remove', async () => {
  const headers = { Authorization: `Bearer ${await fetchToken(service, service.firstKey)}` };
  const response = await fetch(`${service.url}/api-keys`, { headers });
  expect(await response.json()).toMatchObject({ meta: { total: 1 } });
});
