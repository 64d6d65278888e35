import { readFileSync } from 'node:fs';
import type { Contract, Operation, ResponseObject } from '../../scripts/lib/contract-tests/contract.ts';

export {
  type Contract,
  follow,
  type Operation,
  operationsOf,
  type ResponseObject,
  type Schema,
} from '../../scripts/lib/contract-tests/contract.ts';

/** The contract as it is generated. */
export function readContract(): Contract {
  return JSON.parse(readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'));
}

/** @throws if there is no such operation */
export function operationOf(operations: readonly Operation[], operationId: string): Operation {
  const operation = operations.find((candidate) => candidate.operationId === operationId);
  if (!operation) throw new Error(`The contract has no operation ${operationId}`);
  return operation;
}

/** The 2xx that an operation declares. */
export function successOf({ operationId, responses }: Operation): number {
  const status = Object.keys(responses).find((key) => key.startsWith('2'));
  if (status === undefined) throw new Error(`${operationId} declares no success`);
  return Number(status);
}

/** The names of the examples of one response; none if it has no body. */
export function exampleNames(response: ResponseObject | undefined): string[] {
  return Object.values(response?.content ?? {}).flatMap(({ examples = {} }) => Object.keys(examples));
}

/** Every scope that the contract defines: the first key holds them all. */
export function scopesOf({ components }: Contract): string[] {
  const flows = components?.securitySchemes?.oauth2?.flows ?? {};
  return Object.values(flows).flatMap(({ scopes = {} }) => Object.keys(scopes));
}
