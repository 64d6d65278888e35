import { expect, test } from 'vitest';
import { scriptOf } from './script.ts';

const message = {
  method: 'GET',
  path: '/Tin?T=T&key=k%2F%21',
  headers: { Authorization: 'Bearer T', Cookie: 'a=1; sid=k/!', 'X-Title': 'T' },
};

test('a secret is left to its variable where credentials stand, and the same text stays elsewhere', () => {
  const secrets = [
    { value: 'T', variable: 'TOKEN', places: ['header authorization'] },
    { value: 'k/!', variable: 'API_KEY', places: ['query key', 'header cookie'] },
  ];
  expect(scriptOf({ target: 'http://T', messages: [message], secrets, made: [] })).toEqual([
    'TOKEN=…  # a token that may do everything',
    'API_KEY=…  # the API key',
    `curl -i 'http://T/Tin?T=T&key='"$API_KEY" -H 'Authorization: Bearer '"$TOKEN" -H 'Cookie: a=1; sid='"$API_KEY" -H 'X-Title: T'`,
  ]);
});
