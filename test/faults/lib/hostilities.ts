import { type Chance, pick } from '../../../scripts/lib/mock/chance.ts';
import type { Sockets } from './sockets.ts';

/** What a hostile caller works with. */
export interface Attack {
  readonly chance: Chance;
  /** A token that may do everything: some harm needs one. */
  readonly token: string;
  readonly fetch: (path: string, init?: RequestInit) => Promise<void>;
  readonly sockets: Sockets;
}

/** Callers who mean harm, or are broken: nothing that they send may stay in memory. */
export const hostilities: Readonly<Record<string, (attack: Attack) => Promise<void>>> = {
  'a content type never seen before': ({ chance, token, fetch }) => {
    const type = `application/json; ${word(chance, 8)}=${word(chance)}`;
    return fetch('/api-keys', {
      method: 'POST',
      headers: { ...bearer(token), 'Content-Type': type },
      body: '{"name":1}',
    });
  },
  'a media type never seen before': ({ chance, token, fetch }) => {
    const headers = { ...bearer(token), 'Content-Type': `application/${word(chance)}` };
    return fetch('/api-keys', { method: 'POST', headers, body: '{}' });
  },
  'a path never seen before': ({ chance, fetch }) => fetch(`/${word(chance)}/${word(chance)}`),
  'a key that there is not': ({ chance, token, fetch }) =>
    fetch(`/api-keys/${word(chance)}`, { headers: bearer(token) }),
  'a query name never seen before': ({ chance, token, fetch }) =>
    fetch(`/api-keys?${word(chance)}=${word(chance)}`, { headers: bearer(token) }),
  'a cursor that was never given': ({ chance, token, fetch }) =>
    fetch(`/audit-logs?after=${word(chance)}`, { headers: bearer(token) }),
  'a client that there is not': ({ chance, fetch }) =>
    fetch(
      '/oauth/token',
      form({ grant_type: 'client_credentials', client_id: word(chance), client_secret: word(chance) }),
    ),
  'a client that there is not, by Basic': ({ chance, fetch }) => {
    const Authorization = `Basic ${Buffer.from(`${word(chance)}:${word(chance)}`).toString('base64')}`;
    return fetch('/oauth/token', { ...form({ grant_type: 'client_credentials' }), headers: { Authorization } });
  },
  'a token that nobody issued': ({ chance, fetch }) => fetch('/api-keys', { headers: bearer(forged(chance)) }),
  'a token that is none': ({ chance, fetch }) => fetch('/api-keys', { headers: bearer(word(chance, 500)) }),
  'an idempotency key never seen before': ({ chance, token, fetch }) => {
    const headers = { ...bearer(token), 'Idempotency-Key': word(chance), 'Content-Type': 'application/json' };
    return fetch('/api-keys', { method: 'POST', headers, body: JSON.stringify({ name: '' }) });
  },
  'a request id never seen before': ({ chance, fetch }) =>
    fetch('/health/live', { headers: { 'X-Request-Id': word(chance, 1 + Math.floor(chance() * 200)) } }),
  'headers of names never seen before': ({ chance, fetch }) => {
    const headers = Object.fromEntries(Array.from({ length: 30 }, () => [word(chance), word(chance)]));
    return fetch('/health/live', { headers });
  },
  'an origin never seen before': ({ chance, fetch }) =>
    fetch('/api-keys', { method: 'OPTIONS', headers: { Origin: `https://${word(chance)}.example` } }),
  'a huge body': ({ fetch }) =>
    fetch('/oauth/token', { ...json, method: 'POST', body: `{"a":"${'x'.repeat(1_000_000)}"}` }),
  'a deep body': ({ fetch }) =>
    fetch('/oauth/token', { ...json, method: 'POST', body: '['.repeat(8000) + ']'.repeat(8000) }),
  'a body of many members': ({ chance, fetch }) => {
    const body = Object.fromEntries(Array.from({ length: 500 }, () => [word(chance, 10), 1]));
    return fetch('/oauth/token', { ...json, method: 'POST', body: JSON.stringify(body) });
  },
  'a form of many fields': ({ chance, fetch }) =>
    fetch('/oauth/token', form(Object.fromEntries(Array.from({ length: 500 }, () => [word(chance, 10), '1'])))),
  'an encoding that there is not': ({ chance, fetch }) =>
    fetch('/oauth/token', { method: 'POST', headers: { 'Content-Encoding': word(chance) }, body: '{}' }),
  'big headers': ({ chance, sockets }) =>
    sockets.say(`GET / HTTP/1.1\r\nHost: x\r\n${word(chance)}: ${'x'.repeat(40_000)}\r\n\r\n`),
  'a method that there is not': ({ chance, sockets }) =>
    sockets.say(`${word(chance, 6)} / HTTP/1.1\r\nHost: x\r\n\r\n`),
  rubbish: ({ chance, sockets }) => sockets.say(`${word(chance, 200)}\r\n\r\n`),
  'requests and rubbish in one piece': ({ chance, sockets }) => {
    const request = `GET /api-keys/${word(chance)} HTTP/1.1\r\nHost: x\r\n\r\n`;
    return sockets.say(`${request.repeat(20)}${word(chance)}\r\n\r\n`);
  },
  'a chunk that is none': ({ chance, sockets }) =>
    sockets.say(`${head('Transfer-Encoding: chunked')}5;${word(chance)}=${'x'.repeat(3000)}\r\n{"a":\r\nzz\r\n`),
  'a body that never ends': ({ chance, sockets }) => sockets.leave(`${head('Content-Length: 10000')}{"${word(chance)}`),
  'a head that never ends': ({ chance, sockets }) =>
    sockets.leave(`GET /${word(chance)} HTTP/1.1\r\nHost: x\r\n${word(chance)}`),
  'a connection without a word': ({ sockets }) => sockets.leave(''),
  'nobody who waits for the answer': ({ chance, sockets }) =>
    sockets.hangUp(`GET /api-keys/${word(chance)} HTTP/1.1\r\nHost: x\r\n\r\n`),
  'nobody who sends the rest': ({ chance, sockets }) => sockets.hangUp(`${head('Content-Length: 100')}${word(chance)}`),
};

export async function attack(attack: Attack): Promise<void> {
  await pick(attack.chance, Object.values(hostilities))?.(attack);
}

const json = { headers: { 'Content-Type': 'application/json' } };

function form(fields: Record<string, string>): RequestInit {
  return { method: 'POST', body: new URLSearchParams(fields) };
}

function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}

function head(...headers: string[]): string {
  const type = 'Content-Type: application/json';
  return ['POST /oauth/token HTTP/1.1', 'Host: x', type, ...headers, '', ''].join('\r\n');
}

/** Well-formed, by a key that there is not. */
function forged(chance: Chance): string {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const claims = { iss: 'http://latchkey.example', sub: word(chance), exp: 4e9, jti: word(chance) };
  return [part({ alg: 'ES256', typ: 'at+jwt', kid: word(chance) }), part(claims), word(chance, 86)].join('.');
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

function word(chance: Chance, length = 24): string {
  return Array.from({ length }, () => pick(chance, letters)).join('');
}
