import { resolve, type Schema } from '../../document.ts';
import { exampleOf, parametersOf } from '../parameters.ts';
import { isObject, type Shape } from '../schema.ts';
import type { MockRequest } from '../types.ts';
import { readCursor, writeCursor } from './cursors.ts';
import { plain } from './names.ts';
import type { Thing } from './things.ts';

/** Which part of a list is wanted. */
export interface Page {
  /** None: all. */
  readonly limit: number | undefined;
  /** How many are passed over, from the cursor on. */
  readonly offset: number;
  /** How many are before the cursor. */
  readonly start: number;
  /** The number of the page, counted as the contract does. */
  readonly number: number;
  /** The first page's number. */
  readonly first: number;
  /** The cursor that so many are before, if one is declared. */
  readonly cursorAt: ((index: number) => string) | undefined;
  /** The parameter that moves a link on, if one is declared. */
  readonly way: { readonly name: string; readonly kind: 'offset' | 'page' | 'cursor' } | undefined;
}

const parameterNames = {
  limit: ['limit', 'perpage', 'pagesize', 'size', 'pagelimit', 'maxresults', 'maxitems', 'take', 'top', 'first', 'max'],
  offset: ['offset', 'skip', 'startindex', 'start', 'pageoffset'],
  page: ['page', 'pagenumber', 'pageindex', 'currentpage', 'pageno', 'p'],
  cursor: ['cursor', 'pagetoken', 'after', 'startingafter', 'nexttoken', 'continuationtoken', 'pagecursor'],
} as const;

/** Reads the paging parameters that an operation declares. */
export function pageOf({ route, query }: MockRequest): Page {
  const declared = parametersOf(route).filter((parameter) => parameter.in === 'query');
  const find = (kind: keyof typeof parameterNames) => {
    const names: readonly string[] = parameterNames[kind];
    return declared.find(({ name }) => names.includes(plain(name)));
  };
  const schemaOf = (parameter: (typeof declared)[number] | undefined) =>
    parameter?.schema && resolve<Schema & { minimum?: number }>(route.document, parameter.schema);
  const number = (parameter: (typeof declared)[number] | undefined) => {
    const given = parameter && (query.get(parameter.name) ?? schemaOf(parameter)?.default);
    return given === undefined || given === null || !Number.isFinite(Number(given)) ? undefined : Number(given);
  };

  const [limits, offsets, pages, cursors] = [find('limit'), find('offset'), find('page'), find('cursor')];
  const pageSchema = schemaOf(pages);
  const first = pageSchema?.minimum === 0 || pageSchema?.default === 0 ? 0 : 1;
  const limit = number(limits);
  const page = number(pages) ?? first;
  const pattern = cursors && exampleOf(route, cursors);
  const offset = Math.max(0, number(offsets) ?? (page - first) * (limit ?? 0));
  return {
    limit,
    offset,
    start: readCursor((cursors && query.get(cursors.name)) ?? undefined, pattern) ?? 0,
    cursorAt: cursors && ((index) => writeCursor(index, pattern)),
    number: offsets && limit ? Math.floor(offset / limit) + first : page,
    first,
    way: offsets
      ? { name: offsets.name, kind: 'offset' }
      : pages
        ? { name: pages.name, kind: 'page' }
        : cursors && { name: cursors.name, kind: 'cursor' },
  };
}

/** The items of a page. Without a limit a page number has no meaning. */
export function itemsOn<Item>({ limit, offset, start }: Page, all: readonly Item[]): readonly Item[] {
  const first = start + offset;
  return all.slice(first, limit === undefined ? undefined : first + limit);
}

/** Whether a thing is asked for: by query parameters that are declared and called as one of its properties. */
export function matching({ route, query }: MockRequest, { properties }: Shape): (thing: Thing) => boolean {
  const paging: readonly string[] = Object.values(parameterNames).flat();
  const wanted = parametersOf(route)
    .filter((parameter) => parameter.in === 'query' && !paging.includes(plain(parameter.name)))
    .flatMap(({ name }) => {
      const property = Object.keys(properties).find((one) => plain(one) === plain(name));
      const values = query.getAll(name).flatMap((text) => text.split(','));
      return property !== undefined && values.length > 0 ? [{ property, values }] : [];
    });
  return (thing) =>
    wanted.every(({ property, values }) => [thing[property]].flat().some((value) => values.includes(String(value))));
}

interface Count extends Page {
  readonly total: number;
  readonly onPage: number;
  readonly hasTotal: boolean;
}

/** What the members around a list say, by their names. */
const members: Readonly<Record<string, (count: Count) => number | boolean | undefined>> = {
  total: ({ total }) => total,
  totalcount: ({ total }) => total,
  totalitems: ({ total }) => total,
  totalresults: ({ total }) => total,
  totalelements: ({ total }) => total,
  totalrecords: ({ total }) => total,
  totalsize: ({ total }) => total,
  count: ({ total, onPage, hasTotal }) => (hasTotal ? onPage : total),
  limit: ({ limit }) => limit,
  perpage: ({ limit }) => limit,
  pagesize: ({ limit }) => limit,
  size: ({ limit }) => limit,
  offset: ({ offset }) => offset,
  skip: ({ offset }) => offset,
  page: ({ number }) => number,
  pagenumber: ({ number }) => number,
  currentpage: ({ number }) => number,
  totalpages: pageCount,
  pages: pageCount,
  pagecount: pageCount,
  lastpage: pageCount,
  hasmore: hasMore,
  hasnext: hasMore,
  hasnextpage: hasMore,
  hasprevious: hasLess,
  haspreviouspage: hasLess,
};

function pageCount({ total, limit }: Count): number {
  return limit ? Math.ceil(total / limit) : 1;
}

function hasMore({ start, offset, onPage, total }: Count): boolean {
  return start + offset + onPage < total;
}

function hasLess({ start, offset }: Count): boolean {
  return start + offset > 0;
}

/**
 * The body around a list with its counts and its ways to the next and the previous page set right. Members keep their
 * type: where the sample has no number, none is put.
 *
 * @param url of the request, for links
 * @param end what stands where there is no such page; undefined for nothing
 */
export function counted(
  sample: unknown,
  page: Page,
  { total, onPage, url, end }: { total: number; onPage: number; url: URL; end: unknown },
): unknown {
  const hasTotal = /"total/i.test(JSON.stringify(sample) ?? '');
  const count: Count = { ...page, total, onPage, hasTotal };
  const walk = (node: unknown, depth: number): unknown => {
    if (!isObject(node) || depth === 0) return node;
    const entries = Object.entries(node).map(([name, value]): [string, unknown] => {
      const known = members[plain(name)]?.(count);
      if (known !== undefined && typeof value === typeof known) return [name, known];
      const way = wayOf(name, value, count, url);
      return [name, way === undefined ? walk(value, depth - 1) : way === nowhere ? end : way];
    });
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  };
  return walk(sample, 3);
}

/** There is no such page. */
const nowhere = Symbol('nowhere');

/** Where `next`, `prevPage`, `nextCursor` and the like lead; undefined for any other member. */
function wayOf(name: string, value: unknown, count: Count, url: URL): unknown {
  const [, direction, kind = ''] =
    /^(next|prev|previous)(page|cursor|token|link|url|pagetoken|)$/.exec(plain(name)) ?? [];
  if (direction === undefined || (typeof value === 'object' && value !== null)) return undefined;
  const { way, cursorAt, limit = 0, offset, start, onPage, number, first } = count;
  const isNext = direction === 'next';
  if (!(isNext ? hasMore(count) : hasLess(count))) return nowhere;
  const target = isNext ? offset + onPage : Math.max(0, offset - limit);
  const step = isNext ? number + 1 : Math.max(first, number - 1);
  if (typeof value === 'number') return step;
  const isNamedSo = /cursor|token/.test(kind);
  const isLink = typeof value === 'string' && !isNamedSo && (!cursorAt || /[/?]/.test(value));
  const cursor = cursorAt?.(Math.max(0, start + (isNext ? target : offset - limit)));
  if (cursor !== undefined && !isLink && (typeof value === 'string' || isNamedSo || kind === '')) return cursor;
  if (!way || typeof value !== 'string') return undefined;
  const text = { offset: String(target), page: String(step), cursor: cursor ?? '' }[way.kind];
  if (!isLink) return text;
  const link = new URL(url);
  link.searchParams.set(way.name, text);
  return /^https?:/.test(value) ? link.href : link.pathname + link.search;
}
