import { expect, test } from 'vitest';
import { checkContract, InvalidContract } from './contract-problems.ts';
import { operations } from './testing/generated/operations.ts';
import type { OperationTable } from './types.ts';

const responses = { 204: { description: 'Done.' } };

/** A document that has the operations of the notes, but none of their details. */
const document = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  paths: {
    '/notes/{noteId}': { get: { operationId: 'readNote', responses }, put: { operationId: 'writeNote', responses } },
    '/ping/': { get: { operationId: 'ping', responses } },
    '/about': { get: { operationId: 'about', responses } },
  },
};

/** Every problem, at once. */
function problemsOf(changed: object, table: OperationTable = operations, schemes = ['reader', 'writer']): unknown {
  try {
    checkContract({ document: changed, operations: table, schemes, isSound: false });
    return [];
  } catch (error) {
    return error instanceof InvalidContract ? error.problems : error;
  }
}

test('a contract that fits its table and its schemes has no problem', () => {
  expect(problemsOf(document)).toEqual([]);
});

test('operations that are only in the document or only in the table are told, both', () => {
  const paths = { '/sing': { get: { operationId: 'sing', responses } } };
  const { ping, readNote } = operations;
  expect(problemsOf({ ...document, paths }, { ping, readNote })).toEqual([
    'ping is not in the document: generate again',
    'readNote is not in the document: generate again',
    'sing is not in the operation table: generate again',
  ]);
});

test('a security scheme without a handler is told', () => {
  expect(problemsOf(document, operations, ['reader'])).toEqual(['The security scheme writer has no handler']);
});

test('an operation that needs two schemes at once is refused: a handler gets one caller', () => {
  const ping = { ...operations.ping, security: [{ reader: [], writer: [] }] };
  expect(problemsOf(document, { ...operations, ping })).toEqual([
    'ping needs several security schemes at once, which is not supported',
  ]);
});

test.each(['2.0', '3.2.0', undefined])('a document of version %s is refused', (openapi) => {
  expect(problemsOf({ ...document, openapi })).toContain(`/openapi must be 3.0.x or 3.1.x, not ${openapi}`);
});
