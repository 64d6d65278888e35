import { type EdgeCode, type ErrorRow, type Handlers, type Origin, Problem, type SecurityHandlers } from '../index.ts';
import type { operations as table } from './generated/operations.ts';
import type { operations } from './generated/types.ts';

/** A service on the second contract, small enough to read at a glance. */
export interface NoteCallers {
  reader: { name: string };
  writer: { key: string };
}

export type NoteHandlers = Handlers<operations, typeof table, NoteCallers>;

export const security: SecurityHandlers<NoteCallers> = {
  async reader({ headers }) {
    return { name: (headers.authorization ?? '').slice('Bearer '.length) };
  },
  async writer({ headers }) {
    if (headers['x-api-key'] !== 'open sesame') throw new Problem('missing_token');
    return { key: 'open sesame' };
  },
};

export function createNoteHandlers(): NoteHandlers {
  const notes = new Map([[1, 'A note']]);
  return {
    async readNote({ path: { noteId }, header }, caller) {
      const text = notes.get(noteId);
      if (text === undefined) return { status: 404, body: { code: 'no_such_note' } };
      const headers = { 'Last-Modified': 'Sun, 22 Nov 2026 00:00:00 GMT', 'X-Note': `${typeof noteId} ${caller.name}` };
      if (header['X-Trace'] !== undefined) {
        return { status: 200, headers, contentType: 'application/json', body: { noteId, text } };
      }
      const body = header['X-Case'] === 'upper' ? text.toUpperCase() : text;
      return { status: 200, headers, contentType: 'text/plain', body };
    },

    async writeNote({ path: { noteId }, body }) {
      if (noteId === 13) return { status: 418, body: { code: 'superstition' } };
      notes.set(noteId, body);
      return { status: 204 };
    },

    async ping({ query: { times, greeting } }, caller) {
      if (greeting === 'hello') return { status: 203, body: 'hello' };
      return { status: 200, body: 'pong '.repeat(times) + String(caller) };
    },

    async about(_request, _caller, { requestId, address }) {
      return { status: 200, body: `${requestId} ${address}` };
    },
  };
}

const row = (status: number): ErrorRow => ({ status, message: 'No.' });

/** Somebody who is not let in. */
export const nuisance = '192.0.2.66';

/** Refuses the nuisance. */
export async function admission({ address }: Origin): Promise<void> {
  if (address === nuisance) throw Object.assign(new Error(), { code: 'go_away' });
}

export const errors: Readonly<Record<EdgeCode | 'go_away', ErrorRow>> = {
  go_away: row(429),
  malformed_request: row(400),
  malformed_body: row(400),
  invalid_request: row(422),
  missing_token: { ...row(401), headers: () => ({ 'WWW-Authenticate': 'Bearer' }) },
  unknown_path: row(404),
  method_not_allowed: row(405),
  request_timeout: row(408),
  payload_too_large: row(413),
  unsupported_media_type: row(415),
  expectation_failed: row(417),
  headers_too_large: row(431),
  internal_error: row(500),
};
