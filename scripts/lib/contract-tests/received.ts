import { type Contract, follow, type Schema } from './contract.ts';
import { isRecord } from './subschemas.ts';
import { variantsOf } from './variants.ts';

/**
 * A value of a parameter or a form field as its receiver reads it: all that travels is text, and text that could be
 * what the schema wants is taken for that. `undefined` if it has no form of its own on the wire (null, an empty list).
 */
export function asReceived(contract: Contract, schema: Schema, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  const target = follow(contract, schema);
  if (Array.isArray(value)) return list(contract, target, value);
  if (isRecord(value)) {
    const inner = (target.properties ?? {}) as Record<string, Schema>;
    const entries = Object.entries(value).map(([key, one]) => [key, asReceived(contract, inner[key] ?? {}, one)]);
    return entries.length > 0 && entries.every(([, one]) => one !== undefined && typeof one !== 'object')
      ? Object.fromEntries(entries)
      : undefined;
  }
  const types = typesOf(contract, target);
  const one = scalar(String(value), types);
  // A list of one looks like no list.
  return typeof one === 'string' && types.has('array') && !types.has('string') ? list(contract, target, [value]) : one;
}

function list(contract: Contract, schema: Schema, values: readonly unknown[]): unknown {
  const items = values.map((one) => asReceived(contract, (schema.items as Schema | undefined) ?? {}, one));
  const isFlat = items.every((one) => one !== undefined && typeof one !== 'object' && one !== '');
  return isFlat && items.length > 0 && typesOf(contract, schema).has('array') ? items : undefined;
}

function scalar(text: string, types: ReadonlySet<string>): unknown {
  if ((types.has('integer') || types.has('number')) && /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(text)) {
    return Number(text);
  }
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function typesOf(contract: Contract, schema: Schema): Set<string> {
  return new Set(variantsOf(contract, schema).flatMap(({ type }) => [type].flat() as string[]));
}

/** The fields of a form as their receiver reads them. */
export function formAsReceived(contract: Contract, schema: Schema, form: Readonly<Record<string, unknown>>) {
  const properties: Record<string, Schema> = Object.assign(
    {},
    ...variantsOf(contract, schema).map((variant) => variant.properties),
  );
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, asReceived(contract, properties[name] ?? {}, value)]),
  );
}
