import { createHash } from 'node:crypto';
import type { OpenApiDocument } from '../../document.ts';
import { fieldsOf } from '../pointer.ts';
import type { GoldenCase } from './case.ts';
import type { DocumentCase } from './documents.ts';

type Pair = readonly [before: OpenApiDocument, after: OpenApiDocument];

/** A name that looks like no other case's: redocly takes a removed and an added path of like names for a renamed one. */
export const nameOf = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 32);

/** All cases as one pair of documents, so that redocly has to start only once: each case has a path of its own. */
export function mergedCases(cases: readonly GoldenCase[]): Pair {
  return [documentOf(cases, 'before'), documentOf(cases, 'after')];
}

function documentOf(cases: readonly GoldenCase[], when: 'before' | 'after'): OpenApiDocument {
  const document = {
    ...head,
    // An operation that says nothing of security inherits this.
    security: [{ inherited: [] }],
    servers: [{ url: 'https://one.example' }],
    paths: {} as Record<string, unknown>,
    components: { schemas: {} as Record<string, unknown>, securitySchemes },
  };
  for (const one of cases) {
    const id = nameOf(one.name);
    const own = (value: unknown) =>
      JSON.parse(
        JSON.stringify(value).replaceAll(
          /#\/components\/schemas\/|(?<=")@/g,
          (start) => `${start.replace('@', '')}${id}`,
        ),
      );
    if (one[when]) document.paths[`/${id}`] = withIds(own(one[when]), id);
    for (const [name, schema] of Object.entries(fieldsOf(one.schemas?.[when]))) {
      document.components.schemas[`${id}${name}`] = own(schema);
    }
  }
  return document as unknown as OpenApiDocument;
}

function withIds(item: Record<string, unknown>, id: string): object {
  return Object.fromEntries(
    Object.entries(item).map(([method, operation]) =>
      Array.isArray(operation)
        ? [method, operation]
        : [method, { operationId: `${method}${id}`, ...fieldsOf(operation) }],
    ),
  );
}

const basic = { type: 'http', scheme: 'basic' };
const securitySchemes = { oauth: basic, basic, inherited: { type: 'http', scheme: 'bearer' } };
const head = { openapi: '3.1.0', info: { title: 'Golden', version: '1.0.0' } };

/** All cases above the operations as one pair of documents. */
export function mergedDocuments(
  cases: readonly DocumentCase[],
  renamed: readonly { readonly before: object; readonly after: object }[],
): Pair {
  const documents = (['before', 'after'] as const).map((when) => {
    const document: Record<string, unknown> = structuredClone(head);
    document.paths = Object.assign({}, ...renamed.map((one) => one[when]));
    for (const one of cases) if (one[when] !== undefined) put(document, one.at, one[when]);
    return document as unknown as OpenApiDocument;
  });
  return documents as unknown as Pair;
}

function put(node: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) node[name] = value;
  else {
    node[name] ??= {};
    put(fieldsOf(node[name]), rest, value);
  }
}
