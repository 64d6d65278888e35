import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { closedCopy } from './closed-copy.ts';
import {
  type Contract,
  type Header,
  type Operation,
  operationsOf,
  type ResponseObject,
  type Schema,
} from './document.ts';
import type { Answer } from './exchange.ts';

/** What is wrong with an answer of an operation, in words; nothing, if it keeps the contract. */
export type Check = (operationId: string, answer: Answer) => string[];

/**
 * A check of answers against the closed copy of a contract and the rules that hold for every answer. Shares nothing
 * with the validator that the server runs.
 */
export function createCheck(contract: Contract): Check {
  const closed = closedCopy(contract);
  const operations = new Map(operationsOf(closed).map((operation) => [operation.operationId, operation]));
  const problemsOf = createSchemaCheck(closed);

  return (operationId, answer) => {
    const operation = operations.get(operationId);
    if (!operation) throw new Error(`The contract has no operation ${operationId}`);
    const response = responseFor(operation, answer.status);
    if (!response) return [...houseRules(answer), `status ${answer.status} is not declared`];
    return [
      ...houseRules(answer),
      ...headerViolations(response, answer, problemsOf),
      ...bodyViolations(response, answer, problemsOf),
    ];
  };
}

type SchemaCheck = (schema: Schema, value: unknown) => string[];

function createSchemaCheck({ components }: Contract): SchemaCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const compiled = new Map<Schema, ValidateFunction>();
  return (schema, value) => {
    const validate = compiled.get(schema) ?? ajv.compile({ allOf: [schema], components });
    compiled.set(schema, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    );
  };
}

function responseFor({ responses }: Operation, status: number): ResponseObject | undefined {
  return responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses.default;
}

/** What every answer has, whether or not the contract can say so. */
function houseRules({ status, headers }: Answer): string[] {
  const needed = [
    'X-Request-Id',
    ...(status === 401 ? ['WWW-Authenticate'] : []),
    ...(status === 503 ? ['Retry-After'] : []),
  ];
  const missing = needed.filter((name) => !headers.get(name)).map((name) => `${name} is missing`);
  const cache = headers.get('Cache-Control');
  return cache === 'no-store' ? missing : [...missing, `Cache-Control is ${cache}, not no-store`];
}

function headerViolations(response: ResponseObject, { headers }: Answer, problemsOf: SchemaCheck): string[] {
  return Object.entries(response.headers ?? {}).flatMap(([name, header]) => {
    const value = headers.get(name);
    if (value === null) return header.required ? [`the required header ${name} is missing`] : [];
    return problemsOf(header.schema ?? {}, headerValue(value, header)).map((problem) => `header ${name}: ${problem}`);
  });
}

function headerValue(text: string, { schema }: Header): unknown {
  const types = [schema?.type].flat();
  return (types.includes('integer') || types.includes('number')) && text.trim() !== '' ? Number(text) : text;
}

function bodyViolations(
  { content = {} }: ResponseObject,
  { headers, text }: Answer,
  problemsOf: SchemaCheck,
): string[] {
  const sent = headers.get('Content-Type');
  if (Object.keys(content).length === 0) {
    return text === '' && sent === null ? [] : [`a body of ${text.length} characters (${sent}) where none is declared`];
  }
  const mediaType = sent?.split(';')[0]?.trim().toLowerCase() ?? 'none';
  const declared = content[mediaType];
  if (!declared) return [`media type ${mediaType} is not declared`];
  try {
    return problemsOf(declared.schema ?? {}, JSON.parse(text)).map((problem) => `body: ${problem}`);
  } catch (error) {
    return [`the body is not JSON: ${error}`];
  }
}
