import type { OpenApiDocument } from './document.ts';

/**
 * One list and one union for every property with `x-extensible-enum`, named after its schema and itself:
 * `Error.code` → `ErrorCode`. The wire type stays `string`, so that a new value breaks no client.
 */
export function renderEnums(document: OpenApiDocument): string {
  const enums = Object.entries(document.components?.schemas ?? {}).flatMap(([schemaName, schema]) =>
    Object.entries(schema.properties ?? {}).flatMap(([property, { 'x-extensible-enum': values }]) =>
      values ? [renderEnum(identifier(schemaName, property), values)] : [],
    ),
  );
  return enums.length > 0 ? enums.join('\n') : 'export {};\n';
}

function renderEnum(name: string, values: readonly unknown[]): string {
  const list = `${name.charAt(0).toLowerCase()}${name.slice(1)}s`;
  return `export const ${list} = ${JSON.stringify(values, null, 2)} as const;\nexport type ${name} = (typeof ${list})[number];\n`;
}

function identifier(...parts: string[]): string {
  return parts
    .flatMap((part) => part.match(/[A-Za-z0-9]+/g) ?? [])
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
    .replace(/^\d/, '_$&');
}
