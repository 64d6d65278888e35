import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createClient, throwing } from '../../client/index.ts';
import { createEdge, createListener, plainErrors } from '../../server/edge/index.ts';
import { operations as table } from '../../server/edge/testing/generated/operations.ts';
import type { operations } from '../../server/edge/testing/generated/types.ts';
import { createNoteHandlers, errors, security } from '../../server/edge/testing/notes.ts';

const log = { info() {}, warn() {}, error() {} };
const document = JSON.parse(readFileSync('server/edge/testing/generated/openapi.json', 'utf8'));

/** A service that has nothing to do with Latchkey's, and the client that follows from its contract. */
async function startNotes() {
  const handlers = createNoteHandlers();
  const settings = {
    document,
    operations: table,
    handlers,
    security,
    errors,
    errorForms: [['', plainErrors]] as const,
    log,
  };
  const listener = createListener(await createEdge(settings), { errors, errorForm: plainErrors });
  const port = await listener.listen(0, '127.0.0.1');
  const notes = createClient<operations, typeof table>(table, { baseUrl: `http://127.0.0.1:${port}` });
  return { notes, [Symbol.asyncDispose]: listener.stop };
}

const asReader = { headers: { Authorization: 'Bearer Ada' } };
const asWriter = { headers: { 'X-Api-Key': 'open sesame' } };

test('a client follows from any contract: path, query and header parameters, and bodies that are not JSON', async () => {
  await using service = await startNotes();
  const { notes } = service;
  expect(await notes.writeNote({ noteId: 7, body: 'Seven "é"' }, asWriter)).toMatchObject({
    status: 204,
    body: undefined,
  });
  expect(await notes.readNote({ noteId: 7, 'X-Case': 'upper' }, asReader)).toMatchObject({
    status: 200,
    body: 'SEVEN "É"',
  });
  expect(await notes.readNote({ noteId: 7, 'X-Trace': 'x' }, asReader)).toMatchObject({ body: { noteId: 7 } });
  expect(await notes.ping({ greeting: 'hello' })).toMatchObject({ status: 203, body: 'hello' });
  // A strict server refuses these characters unless they are encoded.
  expect(await notes.ping({ greeting: "it's (a) *test*!" })).toMatchObject({ status: 200 });
});

test('so does one that throws', async () => {
  await using service = await startNotes();
  const call = throwing(service.notes).readNote({ noteId: 2 }, asReader);
  await expect(call).rejects.toMatchObject({ operationId: 'readNote', status: 404, code: 'no_such_note' });
});
