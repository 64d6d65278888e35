import { type Fields, fieldsOf } from './pointer.ts';

/**
 * Writes "that schema, or null" in one way if both say it: OpenAPI 3.0 does by `nullable` beside an `allOf` of one,
 * OpenAPI 3.1 by a variant of type null.
 */
export function settleNullable(base: Fields, revision: Fields): void {
  const [one, other] = [orNull(base), orNull(revision)];
  if (one === undefined || other === undefined) return;
  for (const [schema, inner] of [
    [base, one],
    [revision, other],
  ] as const) {
    for (const keyword of ['nullable', 'allOf', 'oneOf']) delete schema[keyword];
    schema.anyOf = [inner, { type: 'null' }];
  }
}

/** The schema that is meant beside null; undefined if it says anything else. */
function orNull({ nullable, allOf, anyOf, oneOf, ...rest }: Fields): unknown {
  if (rest.type !== undefined || rest.$ref !== undefined) return undefined;
  const said = [allOf, anyOf, oneOf].filter((list) => Array.isArray(list));
  const [list] = said;
  if (said.length !== 1 || !list) return undefined;
  if (nullable === true) return list.length === 1 ? list[0] : undefined;
  const others = list.filter((schema: unknown) => fieldsOf(schema).type !== 'null');
  return list !== allOf && list.length === 2 && others.length === 1 ? others[0] : undefined;
}
