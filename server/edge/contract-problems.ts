import { OpenAPISchemaValidator } from 'express-openapi-validator/dist/framework/openapi.schema.validator.js';
import type { OperationTable } from './types.ts';

/** Thrown at start-up with everything that is wrong with the contract. */
export class InvalidContract extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The contract is invalid:\n${problems.join('\n')}`);
    this.name = 'InvalidContract';
    this.problems = problems;
  }
}

interface Document {
  readonly openapi: string;
  readonly paths?: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
}

export interface ContractToCheck {
  readonly document: object;
  /** The table that was generated from the document. */
  readonly operations: OperationTable;
  /** Names of the security schemes that have a handler. */
  readonly schemes: readonly string[];
  /** Whether it is known that the document is OpenAPI. */
  readonly isSound: boolean;
}

/** @throws {InvalidContract} if the document is no OpenAPI, or isn't the one that the table was generated from */
export function checkContract({ document, operations, schemes, isSound }: ContractToCheck): void {
  const { openapi, paths = {} } = document as Document;
  const problems = [
    ...(isSound ? [] : structuralProblems(document, openapi)),
    ...driftProblems(paths, operations),
    ...missingSchemes(operations, schemes),
    ...combinedSchemes(operations),
  ];
  if (problems.length > 0) throw new InvalidContract([...new Set(problems)]);
}

/** The validator would write these to the console and throw a pointer to them. */
function structuralProblems(document: object, version: string): string[] {
  if (!/^3\.[01]\./.test(String(version))) return [`/openapi must be 3.0.x or 3.1.x, not ${version}`];
  const { errors } = documentCheck(version).validate(document as never);
  return (errors ?? []).map(({ instancePath, message = 'is invalid' }) => `${instancePath || '/'} ${message}`);
}

const documentChecks = new Map<string, OpenAPISchemaValidator>();

/** OpenAPI's own schema, compiled once for each version: that takes longer than all else of a start. */
function documentCheck(version: string): OpenAPISchemaValidator {
  const check = documentChecks.get(version) ?? new OpenAPISchemaValidator({ version, validateApiSpec: true });
  documentChecks.set(version, check);
  return check;
}

function driftProblems(paths: NonNullable<Document['paths']>, operations: OperationTable): string[] {
  const inDocument = new Set(
    Object.values(paths).flatMap((item) => Object.values(item).flatMap((operation) => operation?.operationId ?? [])),
  );
  return [
    ...Object.keys(operations)
      .filter((id) => !inDocument.has(id))
      .map((id) => `${id} is not in the document: generate again`),
    ...[...inDocument]
      .filter((id) => !(id in operations))
      .map((id) => `${id} is not in the operation table: generate again`),
  ];
}

/** A handler gets one caller: two schemes at once would give it two. */
function combinedSchemes(operations: OperationTable): string[] {
  return Object.entries(operations)
    .filter(([, { security }]) => security.some((option) => Object.keys(option).length > 1))
    .map(([id]) => `${id} needs several security schemes at once, which is not supported`);
}

function missingSchemes(operations: OperationTable, schemes: readonly string[]): string[] {
  const used = Object.values(operations).flatMap(({ security }) => security.flatMap((option) => Object.keys(option)));
  return used
    .filter((scheme) => !schemes.includes(scheme))
    .map((scheme) => `The security scheme ${scheme} has no handler`);
}
