import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseBody } from './body.ts';
import { contextOf, startRequest } from './context.ts';
import { Problem } from './problem.ts';
import type { OperationEntry } from './types.ts';

const silent = { info() {}, warn() {}, error() {} };
const withBody = { body: { required: true, mediaTypes: ['application/json', 'text/*'] } };
const operationOf: Record<string, object> = {
  POST: withBody,
  PUT: { body: { ...withBody.body, required: false } },
  DELETE: { body: null },
};

/** Answers with the Content-Type that everything behind the parser sees. */
const app = express()
  .use(startRequest({ log: silent }))
  .use((request, response, next) => {
    contextOf(response).operation = operationOf[request.method] as OperationEntry;
    next();
  })
  .use(parseBody(100))
  .use((request, response) => {
    response.json(request.headers['content-type'] ?? null);
  })
  .use(((error, _request, response, _next) => {
    response.json(error instanceof Problem ? error.code : String(error));
  }) as express.ErrorRequestHandler);

const server = app.listen(0, '127.0.0.1');
beforeAll(async () => {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
});
afterAll(() => server.close());

async function seen(method: string, type: string): Promise<string | null> {
  return await answer({ method, headers: { 'Content-Type': type }, body: '{}' });
}

async function answer(init: RequestInit): Promise<string | null> {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return (await (await fetch(url, init)).json()) as string | null;
}

/** What was seen of so many media types, sent over a few connections. */
async function seenOf(method: string, count: number, type: (index: number) => string): Promise<Set<string | null>> {
  const all = new Set<string | null>();
  const indexes = Array.from({ length: count }).keys();
  const lane = async () => {
    for (const index of indexes) all.add(await seen(method, type(index)));
  };
  await Promise.all(Array.from({ length: 10 }, lane));
  return all;
}

// The validator keeps a compiled schema for each Content-Type that reaches it, for ever.
test('a thousand parameters of a declared media type are one to the validator', async () => {
  const all = await seenOf('POST', 1000, (index) => `Application/JSON; profile=x${index}`);
  expect(all).toEqual(new Set(['application/json']));
});

test('a thousand media types that are not declared never reach the validator', async () => {
  const all = await seenOf('POST', 1000, (index) => `image/x${index}`);
  expect(all).toEqual(new Set(['unsupported_media_type']));
});

test('the media types of a declared range are one to the validator', async () => {
  expect(await seenOf('POST', 20, (index) => `text/x${index}`)).toEqual(new Set(['text/*']));
});

test('where no body is declared the validator sees no media type', async () => {
  expect(await seenOf('DELETE', 20, (index) => `application/json; x=${index}`)).toEqual(new Set([null]));
});

test('a body that is optional may be left out, and its media type with it', async () => {
  expect(await answer({ method: 'PUT' })).toBe('application/json');
  expect(await answer({ method: 'POST' })).toBe('invalid_request');
});
