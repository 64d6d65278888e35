import { closedCopy } from './closed-copy.ts';
import { type Header, type Operation, operationsOf, type ResponseObject } from './contract.ts';
import type { Answer } from './exchange.ts';
import { schemas2020 } from './schema-2020.ts';
import { createSchemaCheck, type SchemaCheck } from './schema-check.ts';

/** One thing by which an answer breaks its contract. */
export interface Violation {
  readonly check: 'status' | 'header' | 'media-type' | 'no-body' | 'body' | 'closed' | 'house-rules';
  readonly message: string;
}

/** What is wrong with an answer of an operation; nothing, if it keeps the contract. */
export type AnswerCheck = (operationId: string, answer: Answer) => Violation[];

/** What an answer breaks, in words; `declared` is what the contract says of it, if it does. */
export type HouseRules = (answer: Answer, declared?: ResponseObject) => string[];

export interface AnswerCheckOptions {
  /** Whether a property that isn't declared is a violation, where the schema doesn't say `additionalProperties: true`. */
  readonly closed: boolean;
  /** What must hold for every answer, in words, whether or not the contract can say so. */
  readonly houseRules?: HouseRules;
}

/** A check of answers against a document. */
export function createAnswerCheck(document: object, { closed, houseRules }: AnswerCheckOptions): AnswerCheck {
  const open = schemas2020(document, 'response');
  const contract = closed ? closedCopy(open) : open;
  const operations = new Map(operationsOf(contract).map((operation) => [operation.operationId, operation]));
  const misfits = createSchemaCheck(contract);

  return (operationId, answer) => {
    const operation = operations.get(operationId);
    if (!operation) throw new Error(`The contract has no operation ${operationId}`);
    const response = responseFor(operation, answer.status);
    const house = (houseRules?.(answer, response) ?? []).map(
      (message): Violation => ({ check: 'house-rules', message }),
    );
    if (!response) return [...house, { check: 'status', message: `status ${answer.status} is not declared` }];
    return [
      ...house,
      ...headerViolations(response, answer, misfits),
      ...(operation.method === 'HEAD' ? [] : bodyViolations(response, answer, misfits)),
    ];
  };
}

/** What an operation declares of a status: under its own name, its class's (`4XX`) or as `default`. */
export function responseFor({ responses }: Operation, status: number): ResponseObject | undefined {
  return responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses.default;
}

/** The declared media type that a Content-Type is of: the very one, or the narrowest range. */
export function mediaTypeFor<Media>(content: Readonly<Record<string, Media>>, contentType: string): Media | undefined {
  const [sent = ''] = contentType.toLowerCase().split(';');
  const bare = sent.trim();
  const declared = Object.entries(content).map(
    ([range, media]) => [range.toLowerCase().split(';')[0]?.trim(), media] as const,
  );
  const names = [bare, `${bare.split('/')[0]}/*`, '*/*'];
  return names.flatMap((name) => declared.filter(([range]) => range === name).map(([, media]) => media))[0];
}

export function isJson(mediaType: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(mediaType);
}

function headerViolations(response: ResponseObject, { headers }: Answer, misfits: SchemaCheck): Violation[] {
  const violations = Object.entries(response.headers ?? {}).flatMap(([name, header]) => {
    // OpenAPI, Response Object: a Content-Type among the headers is ignored.
    if (name.toLowerCase() === 'content-type') return [];
    const value = headers.get(name);
    if (value === null) return header.required ? [`the required header ${name} is missing`] : [];
    return misfits(header.schema ?? {}, headerValue(value, header)).map(({ message }) => `header ${name}: ${message}`);
  });
  return violations.map((message) => ({ check: 'header', message }));
}

function headerValue(text: string, { schema }: Header): unknown {
  const types = [schema?.type].flat();
  if (types.includes('boolean') && /^(true|false)$/.test(text)) return text === 'true';
  return (types.includes('integer') || types.includes('number')) && text.trim() !== '' ? Number(text) : text;
}

function bodyViolations(
  { content = {} }: ResponseObject,
  { headers, text }: Answer,
  misfits: SchemaCheck,
): Violation[] {
  const sent = headers.get('Content-Type');
  if (Object.keys(content).length === 0) {
    const message = `a body of ${text.length} characters (${sent}) where none is declared`;
    return text === '' && sent === null ? [] : [{ check: 'no-body', message }];
  }
  const mediaType = sent?.split(';')[0]?.trim().toLowerCase() ?? 'none';
  const declared = mediaTypeFor(content, mediaType);
  if (!declared) return [{ check: 'media-type', message: `media type ${mediaType} is not declared` }];
  if (!declared.schema) return [];
  const value = bodyValue(mediaType, text);
  if (value instanceof Error) return [{ check: 'body', message: `the body is not JSON: ${value}` }];
  if (value === undefined) return [];
  return misfits(declared.schema, value).map(({ keyword, message }) => ({
    check: keyword === 'unevaluatedProperties' ? 'closed' : 'body',
    message: `body: ${message}`,
  }));
}

/** A body as its schema sees it; undefined where a schema says nothing of it (bytes, XML); why it can't be read. */
function bodyValue(mediaType: string, text: string): unknown {
  if (!isJson(mediaType)) return mediaType === 'text/plain' ? text : undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
