import type { Fields } from './pointer.ts';

/** What holds for a schema that does not say it (JSON Schema 2020-12, Validation, §6 and §9; OpenAPI 3.0, Schema Object). */
const ofSchemas: Fields = {
  minLength: 0,
  minItems: 0,
  minProperties: 0,
  minContains: 1,
  uniqueItems: false,
  nullable: false,
  deprecated: false,
  readOnly: false,
  writeOnly: false,
};

/** Of parameters, headers, bodies and operations; a schema's `required` is a list. */
const ofMessages: Fields = { required: false, allowEmptyValue: false, allowReserved: false };

/** OpenAPI 3.1, Parameter Object. A Header Object has no `in`, and is written like a header parameter. */
const styles: Record<string, string> = { query: 'form', cookie: 'form', path: 'simple', header: 'simple' };

/** Takes out what says no more than its absence. */
export function dropDefaults(node: Fields): void {
  for (const [keyword, value] of Object.entries({ ...ofSchemas, ...ofMessages })) {
    if (node[keyword] === value) delete node[keyword];
  }
  if (Array.isArray(node.required)) settleRequired(node, node.required);
  // Beside `unevaluatedProperties` it has a meaning: every property counts as evaluated.
  if (takesAnything(node.additionalProperties) && node.unevaluatedProperties === undefined)
    delete node.additionalProperties;
  dropStyle(node);
}

function settleRequired(schema: Fields, names: readonly unknown[]): void {
  if (names.length === 0) delete schema.required;
  else schema.required = [...names].sort();
}

const takesAnything = (schema: unknown) => schema === true || JSON.stringify(schema) === '{}';

function dropStyle(parameter: Fields): void {
  // An Encoding Object has a style, too, and other defaults.
  if (parameter.schema === undefined && parameter.content === undefined) return;
  const usual = styles[String(parameter.in ?? 'header')];
  const isForm = (parameter.style ?? usual) === 'form';
  if (parameter.explode === isForm) delete parameter.explode;
  if (parameter.style === usual) delete parameter.style;
}
