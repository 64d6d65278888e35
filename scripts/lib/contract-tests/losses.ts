import { mediaTypeFor, responseFor } from './answer-check.ts';
import type { Contract, Operation, Schema } from './contract.ts';
import type { Answer } from './exchange.ts';
import { jsonOf } from './resources.ts';
import { isRecord } from './subschemas.ts';
import { variantsOf } from './variants.ts';

/**
 * Fields that were there before and that an answer lacks, although its schema has them, as `name: a, then nothing`.
 *
 * @param contract with the schemas of answers
 * @param operations of that contract
 */
export function lossesIn(
  contract: Contract,
  operations: readonly Operation[],
  operationId: string,
  answer: Answer,
  before: unknown,
): string[] {
  const operation = operations.find((one) => one.operationId === operationId);
  const { content = {} } = (operation && responseFor(operation, answer.status)) ?? {};
  const media = mediaTypeFor(content, answer.headers.get('Content-Type') ?? '');
  return losses(contract, media?.schema ?? {}, before, jsonOf(answer));
}

function losses(contract: Contract, schema: Schema, before: unknown, after: unknown): string[] {
  if (!isRecord(before) || !isRecord(after)) return [];
  const declared: Record<string, Schema> = Object.assign(
    {},
    ...variantsOf(contract, schema).map(({ properties }) => properties),
  );
  return Object.entries(declared).flatMap(([name, property]) => {
    const value = Object.hasOwn(before, name) ? before[name] : undefined;
    if (value === undefined || value === null) return [];
    if (!Object.hasOwn(after, name)) return [`${name}: ${JSON.stringify(value)}, then nothing`];
    return losses(contract, property, value, after[name]).map((lost) => `${name}/${lost}`);
  });
}
