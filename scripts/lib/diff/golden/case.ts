import type { Impact } from '../change.ts';

/** A change to one operation, and what a reviewer of the interface would call it. */
export interface GoldenCase {
  readonly name: string;
  /** The path item before and after; undefined where there is none. `#/components/schemas/X`, or the name `@X` alone, is the case's own. */
  readonly before: object | undefined;
  readonly after: object | undefined;
  readonly schemas?: { readonly before: object; readonly after: object };
  readonly expected: Impact;
  readonly why: string;
}

type Row = readonly [
  name: string,
  before: object | undefined,
  after: object | undefined,
  expected: Impact,
  why: string,
];

/** Rows whose two fragments are put into the same place of an operation. */
export const rows = (place: (fragment: object) => object, list: readonly Row[]): GoldenCase[] =>
  list.map(([name, before, after, expected, why]) => ({
    name,
    before: before && place(before),
    after: after && place(after),
    expected,
    why,
  }));

const ok = { description: 'ok' };
const json = (schema: object) => ({ 'application/json': { schema } });

export const operation = (fields: object) => ({ post: { responses: { 204: ok }, ...fields } });
export const query = (fields: object) => operation({ parameters: [{ name: 'q', in: 'query', ...fields }] });
export const querySchema = (schema: object) => query({ schema });
export const sent = (schema: object) => operation({ requestBody: { content: json(schema) } });
export const read = (schema: object) => operation({ responses: { 200: { ...ok, content: json(schema) } } });
export const both = (schema: object) =>
  operation({ requestBody: { content: json(schema) }, responses: { 200: { ...ok, content: json(schema) } } });
/** An object with one property of that schema. */
export const sentProperty = (schema: object) => sent({ type: 'object', properties: { p: schema } });
export const readProperty = (schema: object) => read({ type: 'object', properties: { p: schema } });
export const readHeader = (header: object) => operation({ responses: { 204: { ...ok, headers: { 'X-H': header } } } });
export const answers = (responses: object) => operation({ responses });
export const described = ok;

/** A keyword's change, and what it is where callers send the value and where clients read it. */
export type Keyword = readonly [name: string, before: object, after: object, sent: Impact, read: Impact, why: string];

/** The two cases that each change of a keyword is. */
export const onBothSides = (
  list: readonly Keyword[],
  send: (schema: object) => object,
  receive: (schema: object) => object,
): GoldenCase[] =>
  list.flatMap(([name, before, after, sending, reading, why]) => [
    ...rows(send, [[`request: ${name}`, before, after, sending, why]]),
    ...rows(receive, [[`response: ${name}`, before, after, reading, why]]),
  ]);
