import { expect, test } from 'vitest';
import { settingsFrom } from './options.ts';

const options = {
  target: 'http://localhost:8080/v1',
  header: [],
  only: [],
  skip: [],
  enable: [],
  value: [],
  cases: '200',
  random: '20',
  seed: '1',
  concurrency: '4',
  timeout: '10',
  closed: false,
  'allow-destructive': false,
};

test('what was typed becomes settings; secrets come from the environment where it is named', () => {
  const typed = { ...options, token: 'env:T', header: ['X-Tenant: env:TENANT'], value: ['a=1', 'b=x=y'], closed: true };
  expect(settingsFrom(typed, { T: 'secret', TENANT: '7' })).toMatchObject({
    target: 'http://localhost:8080/v1',
    credentials: { token: 'secret', headers: { 'X-Tenant': '7' } },
    values: { a: 1, b: 'x=y' },
    enable: ['closed'],
    patience: 10_000,
  });
});

test.each([
  [{ target: undefined }, '--target is missing'],
  [{ target: 'localhost:8080' }, '--target must be a URL such as'],
  [{ target: 'ftp://localhost' }, '--target must be a URL such as'],
  [{ target: 'http://me:secret@localhost' }, '--target must not hold credentials; give those for localhost with'],
  [{ skip: ['luck'] }, 'There is no check luck'],
  [{ seed: 'x' }, '--seed must be a whole number of at least 0, not x'],
  [{ concurrency: '0' }, '--concurrency must be a whole number of at least 1'],
  [{ 'client-id': 'a' }, '--client-id and --client-secret go together'],
  [{ token: 'env:NONE' }, '--token: the environment has no NONE'],
  [{ header: ['colon'] }, "--header must be 'Name: text'"],
  [{ value: ['novalue'] }, '--value must be NAME=VALUE'],
])('%o is refused in one sentence', (wrong, message) => {
  expect(() => settingsFrom({ ...options, ...(wrong as object) }, {})).toThrow(message);
});
