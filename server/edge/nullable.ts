/** Members that hold any value rather than a part of the document. */
const values = new Set(['default', 'enum', 'const', 'example', 'examples']);

/**
 * In OpenAPI 3.0 `nullable` means nothing without a `type` beside it (3.0.3, "Schema Object"), but the validator refuses
 * such a document. Takes it out, in place. Later versions have no such keyword.
 *
 * @returns the same document
 */
export function dropIdleNullable<Document extends object>(document: Document): Document {
  const { openapi } = document as { openapi?: unknown };
  if (String(openapi).startsWith('3.0')) dropFrom(document);
  return document;
}

function dropFrom(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const schema: { nullable?: unknown; type?: unknown } = node;
  if (schema.nullable === true && schema.type === undefined) delete schema.nullable;
  for (const [name, part] of Object.entries(node)) if (!values.has(name)) dropFrom(part);
}
