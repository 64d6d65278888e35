import { headerOf } from './http.ts';
import type { PrismOperation } from './prism.ts';
import { contentsOf, follow, isObject, itemsOf, type Schema, shapeOf } from './schema.ts';
import type { MockAnswer } from './types.ts';

/** The body of an answer without what is only ever sent to the server: Prism samples that too. */
export function withoutWriteOnly(operation: PrismOperation, answer: MockAnswer): unknown {
  const type = headerOf(answer, 'Content-Type');
  const content = contentsOf(operation, answer.status).find(({ mediaType }) => mediaType === type);
  return content?.schema ? shown(operation, content.schema, answer.body) : answer.body;
}

function shown(operation: PrismOperation, schema: Schema, value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = itemsOf(operation, schema);
    return items ? value.map((item) => shown(operation, items, item)) : value;
  }
  if (!isObject(value)) return value;
  const { properties } = shapeOf(operation, schema);
  const entries = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const declared = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!declared) return [[name, member]];
    return follow(operation, declared).writeOnly ? [] : [[name, shown(operation, declared, member)]];
  });
  return Object.fromEntries(entries);
}
