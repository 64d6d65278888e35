import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { headerOf } from './http.ts';
import type { PrismOperation } from './prism.ts';
import { type Content, contentsOf, type Schema } from './schema.ts';
import type { MockAnswer } from './types.ts';

/** What is wrong with a value, by a schema of an operation; one problem without a place if the schema doesn't compile. */
export type Check = (operation: PrismOperation, schema: Schema, value: unknown) => readonly Problem[];

export type Problem = Pick<ErrorObject, 'instancePath' | 'message' | 'keyword' | 'params'>;

/** Prism passes silently where a schema doesn't compile; this says so. Each schema is compiled once. */
export function createCheck(): Check {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  const compiled = new WeakMap<Schema, ValidateFunction | Error>();
  const compile = (operation: PrismOperation, schema: Schema) => {
    const { $schema: _, ...rest } = sendable(schema) as Schema;
    const { __bundled__ } = operation as { __bundled__?: unknown };
    try {
      return ajv.compile({ ...rest, __bundled__ });
    } catch (error) {
      return error as Error;
    }
  };
  return (operation, schema, value) => {
    const validate = compiled.get(schema) ?? compile(operation, schema);
    compiled.set(schema, validate);
    if (validate instanceof Error) {
      return [{ instancePath: '', keyword: 'schema', params: {}, message: `can't be checked: ${validate.message}` }];
    }
    return validate(value) ? [] : (validate.errors ?? []);
  };
}

/** What is wrong with the body of an answer, in words; nothing if it fits, or isn't JSON. */
export function problemsOf(check: Check, operation: PrismOperation, answer: MockAnswer): string[] {
  const { status, body } = answer;
  const type = headerOf(answer, 'Content-Type') ?? '';
  const [content] = contentsOf(operation, status).filter((one: Content) => one.mediaType === type);
  if (!content?.schema || !/[/+]json\b/i.test(type)) return [];
  return check(operation, content.schema, body).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
}

/** What is only ever sent to the server is not required of its answers. */
function sendable(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(sendable);
  if (typeof node !== 'object' || node === null) return node;
  const changed: Record<string, unknown> = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === 'examples' ? value : sendable(value)]),
  );
  // OpenAPI 3.0 has `nullable` mean nothing there; Ajv refuses it.
  if ('nullable' in node && !('type' in node)) delete changed.nullable;
  const { required, properties } = node as Schema;
  if (Array.isArray(required) && properties) {
    const kept = required.filter((name) => properties[name]?.writeOnly !== true);
    if (kept.length > 0) changed.required = kept;
    else delete changed.required;
  }
  return changed;
}
