import {
  type Contract,
  follow,
  type Operation,
  operationsOf,
  type ResponseObject,
  type Schema,
} from '../contract/document.ts';

/** A declared answer of an operation. */
export interface AnswerPlace {
  readonly operation: Operation;
  readonly status: number;
  readonly response: ResponseObject;
}

/** A value in a JSON body. */
export interface ValuePlace {
  /** Names of members; `*` stands for every item of a list. */
  readonly path: readonly string[];
  /** With its reference, its `allOf` and its `anyOf` branches folded in. */
  readonly schema: Schema;
}

/** Every declared answer. */
export function answerPlaces(contract: Contract): AnswerPlace[] {
  return operationsOf(contract).flatMap((operation) =>
    Object.entries(operation.responses).map(([status, response]) => ({ operation, status: Number(status), response })),
  );
}

/** Every value that a schema describes, itself first, with names that are declared. */
export function valuePlaces(contract: Contract, schema: Schema, path: readonly string[] = []): ValuePlace[] {
  const flat = flatten(contract, schema);
  const { properties = {}, items } = flat as { properties?: Record<string, Schema>; items?: Schema };
  return [
    { path, schema: flat },
    ...Object.entries(properties).flatMap(([name, inner]) => valuePlaces(contract, inner, [...path, name])),
    ...(items ? valuePlaces(contract, items, [...path, '*']) : []),
  ];
}

function flatten(contract: Contract, schema: Schema): Schema {
  const { allOf = [], anyOf = [], ...own } = follow(contract, schema) as Schema & Branches;
  const whole = allOf.map((branch) => flatten(contract, branch)).reduce(merge, own);
  const either = anyOf.map((branch) => flatten(contract, branch));
  return either.length > 0 ? { ...either.reduce(merge, whole), type: either.flatMap(typesOf) } : whole;
}

interface Branches {
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

function merge(one: Schema, other: Schema): Schema {
  const properties = { ...(one.properties as object), ...(other.properties as object) };
  return { ...one, ...other, ...(Object.keys(properties).length > 0 && { properties }) };
}

/** Put in the place of a member, it takes the member away. */
export const gone = Symbol('gone');

/** The value with what is at the path changed, wherever that is. */
export function edit(value: unknown, path: readonly string[], change: (value: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (step === '*') return Array.isArray(value) ? value.map((item) => edit(item, rest, change)) : value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return value;
  const { [step]: before, ...others } = value as Record<string, unknown>;
  const after = edit(before, rest, change);
  return after === gone ? others : { ...value, [step]: after };
}

/** The types that a schema allows; of a constant, its own. */
export function typesOf({ type, const: constant }: Schema): string[] {
  return type === undefined && constant !== undefined ? [typeof constant] : ([type].flat() as string[]);
}
