import type { Check } from './check.ts';
import type { PrismOperation } from './prism.ts';
import { Refusal } from './refusal.ts';
import { type Content, type Schema, typesOf } from './schema.ts';
import type { MockRequest } from './types.ts';

/** What a parameter of the query says of itself. */
interface QueryParameter {
  readonly name: string;
  readonly schema?: Schema;
  readonly allowEmptyValue?: boolean;
}

/**
 * Holds to their schemas what Prism takes for nothing: a query parameter without a value, and a body that is `null`.
 *
 * @throws {Refusal} 422 for what doesn't fit
 */
export function checkBlanks(check: Check, operation: PrismOperation, { query, body, headers }: MockRequest): void {
  const parameters = (operation.request?.query ?? []) as readonly QueryParameter[];
  for (const { name, schema, allowEmptyValue } of parameters) {
    const isList = schema && typesOf(operation, schema).some((type) => type === 'array' || type === 'object');
    if (!schema || isList || allowEmptyValue || query.get(name) !== '') continue;
    hold(check(operation, schema, ''), `query.${name}`);
  }
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const contents = (operation.request?.body?.contents ?? []) as readonly Content[];
  const { schema } = contents.find(({ mediaType }) => mediaType.toLowerCase() === type) ?? {};
  if (body.value === null && schema) hold(check(operation, schema, null), 'body');
}

function hold(problems: ReturnType<Check>, place: string): void {
  const [problem] = problems;
  if (!problem || problem.keyword === 'schema') return;
  const hints = ['invalidRequest', 'validationError', 'validation', 'invalid'];
  throw new Refusal(422, `${place} ${problem.message}`, { hints });
}
