import { expectTypeOf, test } from 'vitest';
import type { Handlers, OperationEntry, Reply, RequestOf, ResponseOf } from './index.ts';
import type { operations as table } from './testing/generated/operations.ts';
import type { operations } from './testing/generated/types.ts';
import { createNoteHandlers, type NoteHandlers } from './testing/notes.ts';

type Table = typeof table;
type Request<Id extends keyof operations & keyof Table> = RequestOf<operations[Id], Table[Id]>;

const all = createNoteHandlers();
const headers = { 'Last-Modified': 'today' };

test('every operation has a handler, and there are no others', () => {
  all satisfies NoteHandlers;
  expectTypeOf<keyof NoteHandlers>().toEqualTypeOf<'readNote' | 'writeNote' | 'ping' | 'about'>();
  const { ping: _, ...incomplete } = all;
  // @ts-expect-error: ping is missing
  incomplete satisfies NoteHandlers;
  // @ts-expect-error: the contract has no such operation
  ({ ...all, sing: async () => ({ status: 200 }) }) satisfies NoteHandlers;
});

test('a handler answers with a declared status, its body and its headers', () => {
  (async () => ({ status: 204 })) satisfies NoteHandlers['writeNote'];
  (async () => ({ status: 409, body: { code: 'x' } })) satisfies NoteHandlers['writeNote'];
  // @ts-expect-error: a 4XX has a body
  (async () => ({ status: 409 })) satisfies NoteHandlers['writeNote'];
  // @ts-expect-error: its body has a code
  (async () => ({ status: 409, body: { reason: 'x' } })) satisfies NoteHandlers['writeNote'];
  // @ts-expect-error: a code is a string
  (async () => ({ status: 409, body: { code: 1 } })) satisfies NoteHandlers['writeNote'];
  // @ts-expect-error: a 204 has no body
  (async () => ({ status: 204, body: 'x' })) satisfies NoteHandlers['writeNote'];
});

test('an operation without a default or a range has its own statuses only', () => {
  type Exact = { responses: { 200: { headers: object; content: { 'text/plain': string } }; 204: { headers: object } } };
  ({ status: 200, body: 'x' }) satisfies ResponseOf<Exact>;
  // @ts-expect-error: 201 is not declared
  ({ status: 201, body: 'x' }) satisfies ResponseOf<Exact>;
  // @ts-expect-error: nor is a status that is only known to be a number
  ({ status: 200 as number, body: 'x' }) satisfies ResponseOf<Exact>;
});

test('a required header must be there, an optional one may be, another one may not', () => {
  type Ok = Reply<200, operations['readNote']['responses'][200]>;
  const body = { status: 200, contentType: 'text/plain', body: 'x' } as const;
  ({ ...body, headers }) satisfies Ok;
  ({ ...body, headers: { ...headers, 'X-Note': 'x' } }) satisfies Ok;
  // @ts-expect-error: Last-Modified is missing
  ({ ...body, headers: { 'X-Note': 'x' } }) satisfies Ok;
  // @ts-expect-error: all headers are missing
  body satisfies Ok;
  // @ts-expect-error: the contract has no such header
  ({ ...body, headers: { ...headers, 'X-Other': 'x' } }) satisfies Ok;
});

test('where there is a choice of media types the answer names one, and has its body', () => {
  type Ok = Reply<200, operations['readNote']['responses'][200]>;
  const body = { noteId: 1, text: 'x' };
  ({ status: 200, headers, contentType: 'application/json', body }) satisfies Ok;
  // @ts-expect-error: the media type is missing
  ({ status: 200, headers, body }) satisfies Ok;
  // @ts-expect-error: the body is not that of the media type
  ({ status: 200, headers, contentType: 'text/plain', body }) satisfies Ok;
  // @ts-expect-error: the contract has no such media type
  ({ status: 200, headers, contentType: 'text/html', body: 'x' }) satisfies Ok;
  ({ status: 200, body: 'without a choice none is needed' }) satisfies ResponseOf<operations['ping']>;
});

test('a request has its parameters by place; those with a default are never missing', () => {
  expectTypeOf<Request<'readNote'>['path']>().toEqualTypeOf<{ noteId: number }>();
  expectTypeOf<Request<'readNote'>['header']['X-Case']>().toEqualTypeOf<'upper' | 'lower'>();
  expectTypeOf<Request<'readNote'>['header']['X-Trace']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<Request<'ping'>['query']['times']>().toEqualTypeOf<number>();
  expectTypeOf<Request<'ping'>['query']['greeting']>().toEqualTypeOf<string | undefined>();
  // @ts-expect-error: the contract has no such parameter
  void (({ query }: Request<'ping'>) => query.colour);
});

test('a body is there where the contract requires one', () => {
  expectTypeOf<Request<'writeNote'>['body']>().toEqualTypeOf<string>();
  expectTypeOf<Request<'ping'>['body']>().toEqualTypeOf<undefined>();
  type Optional = { requestBody?: { content: { 'text/plain': string } }; responses: object };
  expectTypeOf<RequestOf<Optional, OperationEntry & { defaults: readonly [] }>['body']>().toEqualTypeOf<
    string | undefined
  >();
});

test('the caller is what the scheme tells; where anyone may call there is none', () => {
  expectTypeOf<Parameters<NoteHandlers['readNote']>[1]>().toEqualTypeOf<{ name: string }>();
  expectTypeOf<Parameters<NoteHandlers['writeNote']>[1]>().toEqualTypeOf<{ key: string }>();
  expectTypeOf<Parameters<NoteHandlers['ping']>[1]>().toEqualTypeOf<undefined>();
});

test('every security scheme that the operations name has a caller', () => {
  expectTypeOf<Handlers<operations, Table, { reader: string; writer: string }>>().toBeObject();
  // @ts-expect-error: writer has none
  expectTypeOf<Handlers<operations, Table, { reader: string }>>().toBeObject();
});
