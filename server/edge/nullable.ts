/**
 * `nullable` means nothing without a `type` beside it (OpenAPI 3.0.3, "Schema Object"), but the validator refuses such a
 * document. Takes it out, in place.
 *
 * @param node any part of a document, without cycles
 * @returns the same
 */
export function dropIdleNullable<Node>(node: Node): Node {
  if (typeof node !== 'object' || node === null) return node;
  const schema: { nullable?: unknown; type?: unknown } = node;
  if (schema.nullable === true && schema.type === undefined) delete schema.nullable;
  for (const part of Object.values(node)) dropIdleNullable(part);
  return node;
}
