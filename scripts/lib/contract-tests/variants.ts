import { type Contract, follow, type Schema } from './contract.ts';

/** More than this many alternatives of one schema are left out. */
const most = 12;
/** Of references and combinations within each other, without a value between them. */
const deepest = 12;

/**
 * The alternatives of a schema, each without `$ref`, `allOf`, `anyOf` and `oneOf`: what those say is merged into it. An
 * approximation, since not everything can be merged: whoever makes values from it lets a validator judge them.
 */
export function variantsOf(contract: Contract, schema: Schema, depth = 0): Schema[] {
  if (depth > deepest) return [{}];
  const { $ref, allOf, anyOf, oneOf, ...own } = schema;
  const again = (one: unknown) => variantsOf(contract, one as Schema, depth + 1);
  const conjuncts = [
    [own],
    ...(typeof $ref === 'string' ? [again(follow(contract, { $ref } as Schema))] : []),
    ...((allOf as unknown[] | undefined) ?? []).map(again),
    ...[anyOf, oneOf].filter(Array.isArray).map((branches) => branches.flatMap(again).slice(0, most)),
  ];
  return conjuncts.reduce<Schema[]>(
    (merged, next) => merged.flatMap((left) => next.map((right) => merge(left, right))).slice(0, most),
    [{}],
  );
}

/** How a keyword that both have is merged; otherwise the right one holds. */
const merges: Readonly<Record<string, (left: never, right: never) => unknown>> = {
  properties: mergeProperties,
  required: (left: string[], right: string[]) => [...new Set([...left, ...right])],
  enum: (left: unknown[], right: unknown[]) => right.filter((value) => left.includes(value)),
  type: (left: string | string[], right: string | string[]) => commonTypes([left].flat(), [right].flat()),
  items: both,
  additionalProperties: (left: unknown, right: unknown) => (left === false ? left : right),
  ...Object.fromEntries(
    ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'].map((name) => [name, Math.max]),
  ),
  ...Object.fromEntries(
    ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'].map((name) => [name, Math.min]),
  ),
};

function merge(left: Schema, right: Schema): Schema {
  const merged: Record<string, unknown> = { ...left };
  for (const [keyword, value] of Object.entries(right)) {
    const combine = merges[keyword];
    merged[keyword] = combine && left[keyword] !== undefined ? combine(left[keyword] as never, value as never) : value;
  }
  return merged;
}

function mergeProperties(left: Record<string, Schema>, right: Record<string, Schema>): Record<string, Schema> {
  const entries = Object.entries(right).map(([name, schema]): [string, Schema] => {
    const other = Object.hasOwn(left, name) ? left[name] : undefined;
    return [name, other ? both(other, schema) : schema];
  });
  return Object.fromEntries([...Object.entries(left), ...entries]);
}

function both(left: Schema, right: Schema): Schema {
  return { allOf: [left, right] };
}

function commonTypes(left: readonly string[], right: readonly string[]): string[] {
  const narrow = (from: readonly string[], to: readonly string[]) =>
    from.filter((type) => to.includes(type) || (type === 'integer' && to.includes('number')));
  return [...new Set([...narrow(left, right), ...narrow(right, left)])];
}
