import { type OpenApiDocument, type PathItem, type Reference, resolve } from './document.ts';

/**
 * Gives every path that is a `$ref` to another path item one of its own, so that each operation is found at its path.
 * What stands beside the `$ref` is kept.
 */
export function ownPathItems(document: OpenApiDocument): OpenApiDocument {
  const paths = document.paths ?? {};
  for (const [path, item] of Object.entries<PathItem | Reference>(paths)) {
    if (!('$ref' in item)) continue;
    const { $ref, ...beside } = item;
    paths[path] = { ...structuredClone(resolve<PathItem>(document, { $ref })), ...beside };
  }
  return document;
}
