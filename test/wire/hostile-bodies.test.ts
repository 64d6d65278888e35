import { afterAll, expect, test } from 'vitest';
import type { components } from '../../generated/types.ts';
import { fetchToken, startService } from '../support/service.ts';
import { callerOf, read } from './support.ts';

const service = await startService();
afterAll(service.stop);
const call = callerOf(service, await fetchToken(service, service.firstKey));

const numbers = Array.from({ length: 8000 }, (_, index) => index);
/** Milliseconds that this thread, the service in it, has worked since then; on a busy machine its clock says little of that. */
const workSince = (before: NodeJS.CpuUsage) => {
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
};

/** As many of the parts as 16 KB hold. */
const cut = (parts: string[], around: [string, string]) => {
  let text = around[0];
  for (const part of parts) {
    if (text.length + part.length + around[1].length > 16_000) break;
    text += (text === around[0] ? '' : ',') + part;
  }
  return text + around[1];
};

const hostile = {
  'unknown members': cut(
    numbers.map((i) => `"${i.toString(36)}":0`),
    ['{', '}'],
  ),
  'the same scope': cut(
    numbers.map(() => '""'),
    ['{"name":"x","scopes":[', ']}'],
  ),
  'invalid scopes': cut(
    numbers.map(() => '" "'),
    ['{"name":"x","scopes":[', ']}'],
  ),
  'different scopes': cut(
    numbers.map((i) => `"${i.toString(36)}"`),
    ['{"name":"x","scopes":[', ']}'],
  ),
  'empty objects for scopes': cut(
    numbers.map(() => '{}'),
    ['{"name":"x","scopes":[', ']}'],
  ),
  'different objects for scopes': cut(
    numbers.map((i) => `{"${i.toString(36)}":0}`),
    ['{"name":"x","scopes":[', ']}'],
  ),
  'nested lists for scopes': `{"name":"x","scopes":${'['.repeat(7900)}${']'.repeat(7900)}}`,
  'nested objects for a name': `{"name":${'{"":'.repeat(3000)}0${'}'.repeat(3000)}}`,
  'a name of white space': JSON.stringify({ name: `${' '.repeat(15_900)}\u007f` }),
  'a name with control characters': JSON.stringify({ name: 'x\u0007'.repeat(2200) }),
  'a time of digits': JSON.stringify({ name: 'x', expiresAt: `2099-01-01T00:00:00.${'1'.repeat(15_000)}` }),
  'a scope of 15 KB': JSON.stringify({ name: 'x', scopes: [`${'a'.repeat(15_000)} `] }),
  'a list for the body': cut(
    numbers.map(() => '{}'),
    ['[', ']'],
  ),
};

test.each(Object.entries(hostile))('16 KB of %s are refused at once, with at most 20 errors', async (_, body) => {
  const before = process.threadCpuUsage();
  const response = await call('POST', '/api-keys', { body });
  const { errors = [], message } = await read<components['schemas']['InvalidRequestError']>(response);
  expect(workSince(before)).toBeLessThan(2000);
  expect(response.status).toBe(400);
  expect(message).not.toBe('');
  expect(errors.length).toBeLessThanOrEqual(20);
  for (const error of errors) expect(error.message.length).toBeLessThan(500);
});

const form = (fields: string[]) => cut(fields, ['grant_type=x&', '']).replaceAll(',', '&');
test.each([
  ['fields', form(numbers.map((i) => `${i.toString(36)}=`))],
  ['a repeated field', form(numbers.map(() => 'a='))],
  ['separators', '&'.repeat(16_000)],
  ['brackets', `a${'[b]'.repeat(5000)}=c`],
  ['percent signs', `a=${'%'.repeat(16_000)}`],
  ['scopes', `grant_type=x&scope=${'a+'.repeat(7000)}`],
])('a form of 16 KB of %s is refused at once', async (_, text) => {
  const before = process.threadCpuUsage();
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const response = await fetch(`${service.url}/oauth/token`, { method: 'POST', headers, body: text });
  expect(workSince(before)).toBeLessThan(2000);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  const { error_description = '' } = await read<components['schemas']['OAuthError']>(response);
  expect(error_description.length).toBeLessThanOrEqual(500);
});
