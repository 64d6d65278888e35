import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Report, testContract } from '../../scripts/lib/contract-tests/index.ts';
import type { OpenApiDocument } from '../../scripts/lib/document.ts';
import { fetchToken, type Service, startService } from '../support/service.ts';
import { readContract } from './document.ts';
import { houseRules } from './validator.ts';
import { exampleKey } from './world.ts';

/** What a caller can't bring about, and what the contract leaves to the words of an RFC. */
const exemptions = [
  { place: '* status 500', reason: 'a defect of the service; contract.test.ts makes its store throw' },
  { place: '* status 503', reason: 'a database out of reach; contract.test.ts takes it away' },
  {
    place: '* accept *',
    reason:
      'RFC 6749 §5.2 answers a grant type, a scope or credentials that it knows not with 400, whatever their schema',
  },
];
/** Operations that the last exemption is for. */
const oauth = ['issueToken', 'introspectToken', 'revokeToken'];

let service: Service;
let report: Report;

beforeAll(async () => {
  service = await startService({ firstKey: exampleKey });
  report = await testContract(readContract() as unknown as OpenApiDocument, {
    target: service.url,
    credentials: service.firstKey,
    enable: ['closed', 'unknown-parameter'],
    allowDestructive: true,
    exemptions,
    houseRules,
  });
}, 60_000);

afterAll(async () => await service.stop());

test('the service keeps its contract', () => {
  expect(report.failures).toEqual([]);
  expect(report.exempted.filter(({ operationId }) => !oauth.includes(operationId))).toEqual([]);
});

test('everything that a caller can bring about of the contract is covered', () => {
  expect(report.notes).toEqual([]);
  expect(report.idleExemptions).toEqual([]);
  expect(report.coverage.rows.filter(({ isCovered, reason }) => !isCovered && reason === undefined)).toEqual([]);
});

test('what the tests make, they remove', async () => {
  const headers = { Authorization: `Bearer ${await fetchToken(service, service.firstKey)}` };
  const response = await fetch(`${service.url}/api-keys`, { headers });
  expect(await response.json()).toMatchObject({ meta: { total: 1 } });
});
