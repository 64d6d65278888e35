import { existsSync, readFileSync } from 'node:fs';
import { parseYaml } from '@redocly/openapi-core';
import type { Change } from './change.ts';

/** A breaking change that somebody answers for, until a day. */
export interface Allowed {
  /** A change's id: `<rule> <pointer>`. */
  readonly change: string;
  readonly reason: string;
  /** The last day on which it holds, in UTC: `2026-12-31`. */
  readonly expires: string;
}

/**
 * The entries of an `allowed-changes.yaml`; none if there is no such file.
 *
 * @throws with file and entry if one lacks its change, its reason or its day
 */
export function readAllowed(file: string): Allowed[] {
  if (!existsSync(file)) return [];
  let list: unknown;
  try {
    list = parseYaml(readFileSync(file, 'utf8')) ?? [];
  } catch (error) {
    throw new Error(`${file} could not be read: ${(error as Error).message.split('\n')[0]}`);
  }
  if (!Array.isArray(list)) throw new Error(`${file} is not a list of entries with change, reason and expires.`);
  return list.map((entry: unknown, index) => checked(entry, `${file}, entry ${index + 1}`));
}

const fields = ['change', 'reason', 'expires'];

function checked(entry: unknown, place: string): Allowed {
  if (typeof entry !== 'object' || entry === null)
    throw new Error(`${place} is not an entry with ${fields.join(', ')}.`);
  const unknown = Object.keys(entry).filter((name) => !fields.includes(name));
  if (unknown.length > 0) throw new Error(`${place} has an unknown field: ${unknown.join(', ')}.`);
  const { change, reason, expires } = entry as Record<string, unknown>;
  if (!isText(change)) throw new Error(`${place} names no change.`);
  if (!isText(reason)) throw new Error(`${place} has no reason.`);
  if (!isText(expires) || !isDay(expires)) throw new Error(`${place} needs a last day: expires: YYYY-MM-DD.`);
  return { change: change.trim().replace(/\s+/g, ' '), reason: reason.trim(), expires };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** A day of the calendar: 2026-02-30 is none. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export interface Allowance {
  /** The id of a change to why it may pass. */
  readonly reasons: ReadonlyMap<string, Allowed>;
  /** Entries for changes that are there, whose day is over. */
  readonly expired: readonly Allowed[];
  /** Entries for changes that are not there. */
  readonly unused: readonly Allowed[];
}

/** @param today `2026-12-31`, in UTC */
export function allow(entries: readonly Allowed[], changes: readonly Change[], today: string): Allowance {
  const ids = new Set(changes.map(({ id }) => id));
  const matching = entries.filter(({ change }) => ids.has(change));
  const current = matching.filter(({ expires }) => expires >= today);
  return {
    reasons: new Map(current.map((entry) => [entry.change, entry])),
    expired: matching.filter((entry) => !current.some(({ change }) => change === entry.change)),
    unused: entries.filter(({ change }) => !ids.has(change)),
  };
}
