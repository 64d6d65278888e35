import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { ConnectionError, createLatchkeyClient } from '../../client/index.ts';
import { skipWaits } from '../support/unreliable.ts';

afterEach(() => {
  vi.useRealTimers();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that gives these answers in turn, and the last of them ever after; a real one isn't so easily brought to fail. */
async function scripted(...answers: Answer[]) {
  const asked: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    (answers.length > 1 ? answers.shift() : answers[0])?.(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { asked, headers, baseUrl, [Symbol.asyncDispose]: close };
}

function json(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

const page = json(200, { count: 0, meta: { total: 0, limit: 10, offset: 0 }, apiKeys: [] });
const busy = (status: number, wait: string) =>
  json(status, { code: 'unavailable', message: 'Busy' }, { 'Retry-After': wait });
const silence: Answer = () => {};
const hangUp: Answer = (request) => request.socket.destroy();
const breakOff: Answer = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' });
  response.write('{"count":', () => response.destroy());
};

test.each([429, 503])('a read is repeated after %d, when the server said', async (status) => {
  await using server = await scripted(busy(status, '1'), page);
  const started = performance.now();
  await createLatchkeyClient({ ...server, accessToken: 't' }).listApiKeys();
  expect(server.asked).toHaveLength(2);
  expect(performance.now() - started).toBeGreaterThan(990);
});

test('a delete is repeated, since it may be', async () => {
  await using server = await scripted(busy(503, '0'), (_request, response) => response.writeHead(204).end());
  await createLatchkeyClient({ ...server, accessToken: 't' }).deleteApiKey({ clientId: 'a' });
  expect(server.asked).toEqual(['DELETE /api-keys/a', 'DELETE /api-keys/a']);
});

test('what is not idempotent and has no idempotency key is not repeated: it could be done twice', async () => {
  await using server = await scripted(busy(503, '0'));
  const call = createLatchkeyClient({ ...server, accessToken: 't' }).createSecret({ clientId: 'a' });
  await expect(call).rejects.toMatchObject({ status: 503 });
  expect(server.asked).toHaveLength(1);
});

test('a token is asked for again', async () => {
  const token = json(200, { access_token: 't', token_type: 'Bearer', expires_in: 600, scope: '' });
  await using server = await scripted(busy(503, '0'), token, page);
  await createLatchkeyClient({ ...server, clientId: 'a', clientSecret: 'b' }).listApiKeys();
  expect(server.asked).toEqual(['POST /oauth/token', 'POST /oauth/token', 'GET /api-keys']);
});

test('as often as was said, and no more', async () => {
  await using server = await scripted(busy(503, '0'));
  const call = createLatchkeyClient({ ...server, accessToken: 't', retries: 3 }).listApiKeys();
  await expect(call).rejects.toMatchObject({ status: 503 });
  expect(server.asked).toHaveLength(4);
});

test('a server that asks for a long wait is not waited for', async () => {
  await using server = await scripted(busy(503, '3600'));
  await expect(createLatchkeyClient({ ...server, accessToken: 't' }).listApiKeys()).rejects.toMatchObject({
    status: 503,
  });
  expect(server.asked).toHaveLength(1);
});

test('the timeout ends a call that gets no answer', async () => {
  await using server = await scripted(silence);
  const call = createLatchkeyClient({ ...server, accessToken: 't', timeout: 50 }).listApiKeys();
  await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a wait that would outlast the timeout is not begun: the answer says more than a timeout', async () => {
  await using server = await scripted(busy(503, '20'));
  const call = createLatchkeyClient({ ...server, accessToken: 't' }).listApiKeys({}, { timeout: 5000 });
  await expect(call).rejects.toMatchObject({ status: 503 });
});

test('a call ends when its signal does, with that reason', async () => {
  await using server = await scripted(silence);
  const controller = new AbortController();
  const call = createLatchkeyClient({ ...server, accessToken: 't' }).listApiKeys({}, { signal: controller.signal });
  controller.abort(new Error('No longer needed'));
  await expect(call).rejects.toThrow('No longer needed');
});

test('one call that is aborted does not take the token from the others', async () => {
  let release = () => {};
  const lateToken: Answer = (request, response) => {
    release = () =>
      json(200, { access_token: 't', token_type: 'Bearer', expires_in: 600, scope: '' })(request, response);
  };
  await using server = await scripted(lateToken, page);
  const latchkey = createLatchkeyClient({ ...server, clientId: 'a', clientSecret: 'b' });
  const controller = new AbortController();
  const aborted = latchkey.listApiKeys({}, { signal: controller.signal });
  const other = latchkey.listApiKeys();
  await expect.poll(() => server.asked).toHaveLength(1);
  controller.abort();
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
  release();
  expect((await other).count).toBe(0);
});

test('an answer that is not the JSON it claims to be names the operation and the status', async () => {
  await using server = await scripted((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('<html>');
  });
  const call = createLatchkeyClient({ ...server, accessToken: 't' }).listApiKeys();
  await expect(call).rejects.toMatchObject({ name: 'ApiError', operationId: 'listApiKeys', status: 200 });
});

test('a token that no header can hold is the caller’s mistake, not the connection’s', async () => {
  await using server = await scripted(page);
  await expect(createLatchkeyClient({ ...server, accessToken: 'a\nb' }).listApiKeys()).rejects.toThrow(TypeError);
  expect(server.asked).toEqual([]);
});

test.each([
  ['before', hangUp],
  ['in the middle of', breakOff],
])('a call whose connection is lost %s the answer is repeated', async (_when, lost) => {
  skipWaits();
  await using server = await scripted(lost, page);
  expect(await createLatchkeyClient({ ...server, accessToken: 't' }).listApiKeys()).toMatchObject({ count: 0 });
  expect(server.asked).toHaveLength(2);
});

test('a delete that is repeated may find its work done: what the server says is what the caller sees', async () => {
  skipWaits();
  await using server = await scripted(hangUp, json(404, { code: 'not_found', message: 'Resource not found.' }));
  const call = createLatchkeyClient({ ...server, accessToken: 't' }).deleteApiKey({ clientId: 'a' });
  await expect(call).rejects.toMatchObject({ status: 404 });
  expect(server.asked).toHaveLength(2);
});

test('a lost call that may not be repeated is told apart from an answer', async () => {
  await using server = await scripted(hangUp);
  const call = createLatchkeyClient({ ...server, accessToken: 't' }).createSecret({ clientId: 'a' });
  await expect(call).rejects.toThrow(ConnectionError);
  expect(server.asked).toHaveLength(1);
});

test('a connection that stays lost is given up, and the call that waits for its token starts nothing over', async () => {
  skipWaits();
  await using server = await scripted(hangUp);
  const call = createLatchkeyClient({ ...server, clientId: 'a', clientSecret: 'b' }).listApiKeys();
  await expect(call).rejects.toThrow(ConnectionError);
  expect(server.asked).toEqual(['POST /oauth/token', 'POST /oauth/token', 'POST /oauth/token']);
});
