import type { BugId } from './bugs.ts';

export type Json = Record<string, unknown>;
type HasBug = (bug: BugId) => boolean;

/** What is wrong with a book that is sent in; undefined if nothing. */
export function bookFault(book: unknown, has: HasBug): string | undefined {
  if (typeof book !== 'object' || book === null || Array.isArray(book)) return 'a book is an object';
  const { title, isbn, genre, pages, price, subtitle, publishedOn, tags, shelf, ...others } = book as Json;
  if (Object.keys(others).length > 0 && !has('extraProperty')) return `unknown: ${Object.keys(others)}`;
  if (typeof title !== 'string') return 'title is a text';
  const length = has('utf16Title') ? title.length : [...title].length;
  if (length > (has('longTitle') ? 41 : 40) || (length === 0 && !has('emptyTitle')))
    return 'title has 1 to 40 characters';
  const digits = has('looseIsbn') ? /97[89]-[0-9]{10}/ : /^97[89]-[0-9]{10}$/;
  if (!(isbn === undefined && has('noIsbn')) && !(typeof isbn === 'string' && digits.test(isbn))) return 'isbn';
  if (genre !== undefined && !isGenre(genre) && !(has('anyGenre') && typeof genre === 'string')) return 'genre';
  const read = has('digitPages') && /^\d+$/.test(String(pages)) ? Number(pages) : pages;
  if (pages !== undefined && !isPages(has('textPages') ? Number(pages) : read, has)) return 'pages';
  if (price !== undefined && !isPrice(price, has)) return 'price';
  if (subtitle === null ? has('noNull') : subtitle !== undefined && !isText(subtitle, 0, 60)) return 'subtitle';
  if (publishedOn !== undefined && !isDate(publishedOn, has('anyDate'))) return 'publishedOn';
  if (tags !== undefined && !areTags(tags, has)) return 'tags';
  return shelf === undefined ? undefined : shelfFault(shelf, has);
}

/** What is wrong with a loan; numbers of a form come as text. */
export function loanFault({ reader, dueAt, renewals }: Json, isForm: boolean, has: HasBug): string | undefined {
  if (!isText(reader, 2, 30)) return 'reader';
  if (typeof dueAt !== 'string' || (!has('anyDueAt') && !isInstant(dueAt))) return 'dueAt';
  if (renewals === undefined) return undefined;
  const number = isForm && /^-?\d+$/.test(String(renewals)) ? Number(renewals) : renewals;
  const most = isForm && has('manyRenewals') ? 4 : 3;
  return Number.isInteger(number) && Number(number) >= 0 && Number(number) <= most ? undefined : 'renewals';
}

export function isGenre(genre: unknown): boolean {
  return ['novel', 'poetry', 'science'].includes(genre as string);
}

function isPages(pages: unknown, has: HasBug): boolean {
  const number = pages as number;
  return Number.isInteger(pages) && number >= (has('noPages') ? 0 : 1) && number <= (has('fewPages') ? 9998 : 9999);
}

function isPrice(price: unknown, has: HasBug): boolean {
  if (typeof price !== 'number' || price > 1000 || price < 0) return false;
  return (price > 0 || has('freePrice')) && (Number.isInteger(price * 4) || has('oddPrice'));
}

export function areTags(tags: unknown, has: HasBug): boolean {
  if (!Array.isArray(tags) || tags.length > (has('manyTags') ? 5 : 4)) return false;
  const isUnique = new Set(tags).size === tags.length || has('sameTags');
  return isUnique && tags.every((tag) => isText(tag, 1, 12));
}

function shelfFault(shelf: unknown, has: HasBug): string | undefined {
  if (typeof shelf !== 'object' || shelf === null || Array.isArray(shelf)) return 'shelf';
  const { room, level, ...others } = shelf as Json;
  const isRoom = room === 'north' || room === 'south' || (has('anyRoom') && typeof room === 'string');
  const isLevel = level === undefined || (Number.isInteger(level) && Number(level) >= 0 && Number(level) <= 3);
  return isRoom && isLevel && Object.keys(others).length === 0 ? undefined : 'shelf';
}

function isText(text: unknown, least: number, most: number): boolean {
  return typeof text === 'string' && [...text].length >= least && [...text].length <= most;
}

function isDate(text: unknown, isAny: boolean): boolean {
  if (typeof text !== 'string' || isAny) return typeof text === 'string';
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && isDay(text);
}

function isInstant(text: string): boolean {
  const pattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;
  return pattern.test(text) && !Number.isNaN(Date.parse(text)) && isDay(text.slice(0, 10));
}

/** `Date` makes the first of March of the thirtieth of February. */
function isDay(text: string): boolean {
  return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}
