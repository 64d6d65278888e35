import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Contract, Schema } from './contract.ts';
import { documentAddress } from './schema-2020.ts';

/** What of a value doesn't fit a schema; nothing, if all does. */
export type SchemaCheck = (schema: Schema, value: unknown) => readonly Misfit[];

export interface Misfit {
  /** The keyword of JSON Schema that is violated. */
  readonly keyword: string;
  /** JSON pointer into the value. */
  readonly pointer: string;
  readonly message: string;
}

/**
 * A check of values against schemas of a contract whose schemas are JSON Schema 2020-12. A schema that can't be
 * compiled fits nothing: its one misfit has the keyword `schema`.
 */
export function createSchemaCheck(contract: Contract): SchemaCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, logger: false });
  formats.default(ajv);
  ajv.addSchema(contract, documentAddress);
  const compiled = new Map<Schema, ValidateFunction | Misfit>();
  const compile = (schema: Schema) => {
    try {
      return ajv.compile(schema);
    } catch (error) {
      return { keyword: 'schema', pointer: '', message: `the schema can't be compiled: ${(error as Error).message}` };
    }
  };
  return (schema, value) => {
    const validate = compiled.get(schema) ?? compile(schema);
    compiled.set(schema, validate);
    if (typeof validate !== 'function') return [validate];
    return validate(value) ? [] : (validate.errors ?? []).map(misfit);
  };
}

function misfit({ keyword, instancePath, message = '', params }: ErrorObject): Misfit {
  return {
    keyword,
    pointer: instancePath,
    message: `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  };
}
