import type { PrismOperation } from '../prism.ts';
import { follow, isObject, type Schema, type Shape, typesOf } from '../schema.ts';
import type { Input, Model, View } from './model.ts';
import { plain } from './names.ts';

export type Thing = Readonly<Record<string, unknown>>;

/** A new thing: what the caller sent, and what a server would add to it, as in the examples. */
export function madeOf(model: Model, input: Input | undefined, given: Thing, example: Thing, now: Date): Thing {
  return { ...stamped(model, input, example, now, /./), ...settled(model.views.read, input, given, example) };
}

/** A thing in place of another: what the caller may set is set or gone, the rest stays. */
export function replacementOf(model: Model, input: Input | undefined, given: Thing, old: Thing, now: Date): Thing {
  const kept = Object.fromEntries(Object.entries(old).filter(([name]) => !isSettable(input, name)));
  return { ...stamped(model, input, kept, now, changes), ...settled(model.views.read, input, given, old) };
}

/** A thing with a merge patch applied (RFC 7396). */
export function mergedOf(model: Model, input: Input | undefined, given: Thing, old: Thing, now: Date): Thing {
  const { operation, shape } = model.views.read;
  const patch = settable(input, given);
  const merged = mergePatch(old, patch) as Record<string, unknown>;
  for (const [name, value] of Object.entries(patch)) {
    const schema = shape.properties[name];
    // Where null is a value of its own, it is not gone.
    if (value === null && schema && typesOf(operation, schema).includes('null')) merged[name] = null;
  }
  return stamped(model, input, merged, now, changes);
}

const changes = /updat|modif|chang/i;

function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}

/** Whether a caller may say what a property is. */
export function isSettable(input: Input | undefined, name: string): boolean {
  const schema = input?.shape.properties[name];
  return schema !== undefined && follow(input?.operation as PrismOperation, schema).readOnly !== true;
}

/** What the caller sent, but for what it can't set. Text of a form becomes the number or truth that it stands for. */
function settable(input: Input | undefined, given: Thing): Record<string, unknown> {
  const declared = input?.shape.properties ?? {};
  return Object.fromEntries(
    Object.entries(given)
      .filter(([name]) => !(name in declared) || isSettable(input, name))
      .map(([name, value]) => [
        name,
        input && name in declared ? read(input.operation, declared[name] ?? {}, value) : value,
      ]),
  );
}

function read(operation: PrismOperation, schema: Schema, value: unknown): unknown {
  const types = typesOf(operation, schema);
  if (typeof value !== 'string' || types.includes('string')) return value;
  if (types.some((type) => type === 'integer' || type === 'number')) return Number(value);
  if (types.includes('boolean')) return value === 'true';
  return types.includes('array') ? [value] : value;
}

/** What the caller sent and, for what it could have sent: the default, null, or the example's if there must be one. */
function settled(view: View, input: Input | undefined, given: Thing, example: Thing): Record<string, unknown> {
  const value = settable(input, given);
  for (const [name, schema] of Object.entries(input?.shape.properties ?? {})) {
    if (name in value || !isSettable(input, name)) continue;
    const shown = view.shape.properties[name];
    const preset = follow(input?.operation as PrismOperation, schema).default;
    if (preset !== undefined) value[name] = preset;
    else if (shown && typesOf(view.operation, shown).includes('null')) value[name] = null;
    else if (shown && view.shape.required.has(name) && name in example) value[name] = example[name];
    else value[name] = undefined;
  }
  return value;
}

/** A thing with the times that a server notes; a time that need not be there is not there yet. */
function stamped({ views: { read } }: Model, input: Input | undefined, thing: Thing, now: Date, names: RegExp): Thing {
  const value: Record<string, unknown> = { ...thing };
  for (const [name, schema] of Object.entries(read.shape.properties)) {
    if (!(name in value) || isSettable(input, name) || !names.test(name)) continue;
    const made = timeFor(read, name, schema, value[name], now);
    if (made !== undefined) value[name] = made;
  }
  return value;
}

const noted = /creat|updat|modif|chang|issued|added|registered/i;

function timeFor({ operation }: View, name: string, schema: Schema, example: unknown, now: Date): unknown {
  const { format } = follow(operation, schema);
  const types = typesOf(operation, schema);
  const isTime = format === 'date-time' || format === 'date';
  if (isTime && types.includes('null') && !noted.test(name)) return null;
  if (format === 'date-time') return now.toISOString();
  if (format === 'date') return now.toISOString().slice(0, 10);
  const isCount = types.includes('integer') || types.includes('number');
  if (!isCount || !/^(creat|updat|modif)(e|ed|ied)?[_-]?(at|on|time|timestamp)?$/i.test(name)) return undefined;
  // Milliseconds, if the example is as large as that; else seconds.
  return typeof example === 'number' && example > 1e11 ? now.getTime() : Math.floor(now.getTime() / 1000);
}

/** The properties of a shape that a thing has and that may be shown. */
export function declaredOf(operation: PrismOperation, { properties }: Shape, thing: Thing): Record<string, unknown> {
  const names = Object.keys(properties);
  if (names.length === 0) return { ...thing };
  return Object.fromEntries(
    names
      .filter((name) => thing[name] !== undefined && !follow(operation, properties[name] ?? {}).writeOnly)
      .map((name) => [name, thing[name]]),
  );
}

/** The id that a path says, as the number that it may be. */
export function idFrom({ idSchema, views: { read } }: Model, text: string): string | number {
  const types = typesOf(read.operation, idSchema);
  const isNumber = types.includes('integer') || types.includes('number');
  return isNumber && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** What a thing says of the things that it is in: the properties that are called as the parameters of its path. */
export function parentIds(
  { resource, idName, views: { read, create } }: Model,
  parameters: Readonly<Record<string, string>>,
  thing: Thing,
): Thing {
  const entries = Object.entries(parameters).flatMap(([parameter, value]): [string, unknown][] => {
    if (parameter === resource.parameter || !resource.collection.includes(`{${parameter}}`)) return [];
    const names = Object.keys({ ...read.shape.properties, ...create?.shape.properties });
    const name = names.find((one) => one !== idName && plain(one) === plain(parameter));
    if (name === undefined) return [];
    const isNumber = typeof thing[name] === 'number' && Number.isFinite(Number(value));
    return [[name, isNumber ? Number(value) : value]];
  });
  return Object.fromEntries(entries);
}
