import { methods, type OpenApiDocument } from '../document.ts';
import { type Fields, fieldsOf, valueAt } from './pointer.ts';
import { nameless } from './subject.ts';

/** OpenAPI 3.1, OpenAPI Object: what holds for a document that names none. */
const unsaid = [{ url: '/' }];

/**
 * Writes the servers of paths on their operations, in both documents wherever one of them has servers below the
 * document's own; those of the document stay where they are.
 */
export function settleServers(documents: readonly OpenApiDocument[]): void {
  const own = new Set(documents.flatMap((document) => [...operationsOf(document)].filter(hasOwn).map(({ id }) => id)));
  for (const document of documents) {
    const inherited = valueAt(document, ['servers']) ?? unsaid;
    for (const { id, item, operation } of operationsOf(document)) {
      if (own.has(id)) operation.servers ??= structuredClone(item.servers ?? inherited);
    }
    for (const item of Object.values(fieldsOf(document.paths))) delete fieldsOf(item).servers;
  }
}

interface Place {
  /** Names of path parameters are left out. */
  readonly id: string;
  readonly item: Fields;
  readonly operation: Fields;
}

function* operationsOf(document: OpenApiDocument): Generator<Place> {
  for (const [path, value] of Object.entries(fieldsOf(document.paths))) {
    const item = fieldsOf(value);
    for (const method of methods) {
      if (item[method]) yield { id: `${method} ${nameless(path)}`, item, operation: fieldsOf(item[method]) };
    }
  }
}

const hasOwn = ({ item, operation }: Place) => (operation.servers ?? item.servers) !== undefined;
