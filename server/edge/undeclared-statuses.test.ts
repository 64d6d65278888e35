import { expect, test } from 'vitest';
import { createEdge, createListener, type EdgeCode, type ErrorRow, plainErrors } from './index.ts';
import { errors as edgeErrors } from './testing/notes.ts';
import type { OperationEntry } from './types.ts';

/** A contract that says nothing of what can go wrong. */
const nowhere = { path: [], query: [], header: [], cookie: [] } as const;
const operations = {
  count: {
    method: 'get',
    path: '/count',
    security: [{ key: [] }],
    parameters: { ...nowhere, query: ['to'] },
    defaults: nowhere,
    numbers: { ...nowhere, query: ['to'] },
    body: null,
    responses: { 200: [] },
  },
} satisfies Record<string, OperationEntry>;
const document = {
  openapi: '3.1.0',
  info: { title: 'Count', version: '1' },
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  paths: {
    '/count': {
      get: {
        operationId: 'count',
        security: [{ key: [] }],
        parameters: [{ name: 'to', in: 'query', schema: { type: 'integer' } }],
        responses: { 200: { description: 'Counted.' } },
      },
    },
  },
};

class TooFar extends Error {
  readonly code = 'too_far';
}

async function ask(allowUndeclared: boolean, query: string, headers: Record<string, string>) {
  const logged: string[] = [];
  const errors: Record<EdgeCode | 'too_far', ErrorRow> = { ...edgeErrors, too_far: { status: 409, message: 'Far.' } };
  const app = await createEdge({
    document,
    operations,
    handlers: {
      async count() {
        throw new TooFar();
      },
    },
    security: {
      async key(request: { headers: Record<string, unknown> }) {
        return request.headers['x-key'];
      },
    },
    errors,
    errorForms: [['', plainErrors]],
    log: {
      info() {},
      warn: (_, message) => void logged.push(`warning: ${message}`),
      error: (_, message) => void logged.push(message),
    },
    allowUndeclared,
  });
  const listener = createListener(app, { errors, errorForm: plainErrors });
  const port = await listener.listen(0, '127.0.0.1');
  const { status } = await fetch(`http://127.0.0.1:${port}/count?${query}`, { headers });
  await listener.stop();
  return { status, logged };
}

const known = { 'X-Key': 'x' };
const told = ['warning: undeclared_status'];
const failed = ['undeclared_status', 'request failed'];

test.each([
  ['a caller without a key', '', {}, { status: 401, logged: told }, { status: 500, logged: failed }],
  ['a parameter that is no number', 'to=x', known, { status: 422, logged: told }, { status: 500, logged: failed }],
  ["a handler's own error", 'to=1', known, { status: 500, logged: failed }, { status: 500, logged: failed }],
])(
  'where the contract is silent, %s has its own status only if that is allowed',
  async (_, query, headers, yes, no) => {
    expect(await ask(true, query, headers)).toEqual(yes);
    expect(await ask(false, query, headers)).toEqual(no);
  },
);
