import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { KeyQuery } from '../domain/lists.ts';

/** What a key must be to be listed, on `api_keys`. */
export interface KeyFilter {
  /** Found through its index. */
  readonly indexed: Expression<SqlBool>;
  /** The same as a condition on each key in turn, which no index leads to. */
  readonly computed: Expression<SqlBool>;
  /** For keys in the order of the list. */
  readonly inOrder: Expression<SqlBool>;
}

export function filtersOf({ name, enabled, expiresBefore, lastUsedBefore }: KeyQuery): KeyFilter[] {
  return [
    ...(name === undefined ? [] : [beginsWith(name)]),
    ...(expiresBefore === undefined ? [] : [isBefore(sql`expires_at`, expiresBefore)]),
    ...(lastUsedBefore === undefined ? [] : [isBefore(lastUse, Math.max(lastUsedBefore, 0))]),
    ...(enabled === undefined ? [] : [hasState(enabled)]),
  ];
}

/** Behind this place in the list. */
export function isAfter(at: number, id: string): RawBuilder<SqlBool> {
  return sql`(created_at, client_id) > (${at}, ${id})`;
}

/** As in its index, where keys that were never used come first. */
const lastUse = sql`coalesce(last_used_at, -1)`;

function isBefore(column: Expression<unknown>, time: number): KeyFilter {
  const computed = sql<SqlBool>`${column} + 0 < ${time}`;
  return { indexed: sql`${column} < ${time}`, computed, inOrder: computed };
}

/** The index of the state is in the order of the list. */
function hasState(enabled: boolean): KeyFilter {
  const state = enabled ? 1 : 0;
  const indexed = sql<SqlBool>`enabled = ${state}`;
  return { indexed, computed: sql`enabled + 0 = ${state}`, inOrder: indexed };
}

/**
 * A prefix is a range, which an index finds. It holds where texts are compared by their UTF-8 bytes, which is the order
 * of their code points: always in SQLite, with COLLATE "C" in PostgreSQL.
 */
function beginsWith(start: string): KeyFilter {
  const end = endOf(start);
  const within = (column: Expression<unknown>) =>
    end === undefined
      ? sql<SqlBool>`${column} >= ${start}`
      : sql<SqlBool>`(${column} >= ${start} and ${column} < ${end})`;
  const computed = within(sql`name || ''`);
  return { indexed: within(sql`name`), computed, inOrder: computed };
}

/** The first text behind all that begin with this prefix; undefined if there is none. */
function endOf(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === lastPoint) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  return String.fromCodePoint(...points, last + 1 === surrogates.start ? surrogates.end : last + 1);
}

const lastPoint = 0x10ffff;

/** No characters, and no text holds them: UTF-8 has no bytes for them. */
const surrogates = { start: 0xd800, end: 0xe000 };
