import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  BaseResolver,
  bundleDocument,
  type Config,
  createConfig,
  type Document,
  detectSpec,
  getLineColLocation,
  getTypes,
  lintDocument,
  loadConfig,
  type NormalizedProblem,
  YamlParseError,
} from '@redocly/openapi-core';
import type { OpenApiDocument } from './document.ts';
import { nameOperations } from './operation-ids.ts';
import { ContractProblems, type Problem } from './problem.ts';

/** What any document must keep so that code can follow from it; taste is left to a redocly.yaml beside the document. */
const structuralRules = {
  struct: 'error',
  'no-unresolved-refs': 'error',
  'no-identical-paths': 'error',
  'operation-operationId-unique': 'error',
  'operation-parameters-unique': 'error',
  'path-parameters-defined': 'error',
} as const;

export interface Contract {
  /** One self-contained document in which every operation has an id. */
  readonly document: OpenApiDocument;
  /** Absolute paths of every file that the document was read from. */
  readonly files: readonly string[];
}

/**
 * Reads, lints and bundles an OpenAPI 3.0 or 3.1 document.
 *
 * @param specPath path of the root document, YAML or JSON
 * @throws {ContractProblems} with every problem found, each with file and line
 */
export async function loadContract(specPath: string): Promise<Contract> {
  const root = path.resolve(specPath);
  const config = await configFor(root);
  const resolver = new BaseResolver(config.resolve);
  const document = await parse(root, resolver);

  const problems = await lintDocument({ document, externalRefResolver: resolver, config }).catch((error: Error) => {
    // References that lead back to themselves: thrown without a place.
    throw new ContractProblems([wholeFile(root, 'readable', error.message)]);
  });
  refuseErrors(problems);

  const version = detectSpec(document.parsed);
  const bundled = await bundleDocument({ document, config, types: getTypes(version), externalRefResolver: resolver });
  refuseErrors(bundled.problems);

  return {
    document: nameOperations(bundled.bundle.parsed as OpenApiDocument),
    files: [root, ...[...bundled.fileDependencies].filter((file) => file !== root)],
  };
}

async function configFor(root: string): Promise<Config> {
  const configPath = path.join(path.dirname(root), 'redocly.yaml');
  if (existsSync(configPath)) return await loadConfig({ configPath });
  return await createConfig({ rules: structuralRules });
}

async function parse(root: string, resolver: BaseResolver): Promise<Document> {
  const document = await resolver.resolveDocument(null, root, true).catch((error: Error) => error);
  if (document instanceof YamlParseError) throw new ContractProblems([syntaxProblem(document)]);
  if (document instanceof Error) throw new ContractProblems([wholeFile(root, 'readable', document.message, 0)]);
  refuseOtherFormats(root, document.parsed);
  return document;
}

function refuseOtherFormats(root: string, parsed: unknown): void {
  const refuse = (message: string) => {
    throw new ContractProblems([wholeFile(root, 'openapi-version', message)]);
  };
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    refuse('This is not an OpenAPI document.');
  const { openapi, swagger } = parsed as { openapi?: unknown; swagger?: unknown };
  if (swagger !== undefined) refuse(`Swagger ${String(swagger)} is not supported: convert it to OpenAPI 3.0 or 3.1.`);
  if (openapi === undefined) refuse('The document has no `openapi` field.');
  if (!/^3\.[01]\.\d+/.test(String(openapi)))
    refuse(`OpenAPI ${String(openapi)} is not supported: 3.0.x and 3.1.x are.`);
}

function refuseErrors(problems: readonly NormalizedProblem[]): void {
  const errors = problems.filter(({ severity, ignored }) => severity === 'error' && !ignored).map(toProblem);
  if (errors.length > 0) throw new ContractProblems(errors);
}

function toProblem({ message, ruleId, location }: NormalizedProblem): Problem {
  const [place] = location;
  if (!place) return wholeFile('', ruleId, message);
  const { start } = getLineColLocation(place);
  return { file: relative(place.source.absoluteRef), line: start.line, column: start.col, rule: ruleId, message };
}

function syntaxProblem({ message, source, line, col }: YamlParseError): Problem {
  const withoutPlace = message.replace(/ in ".*" \(\d+:\d+\)$/, '');
  return { file: relative(source.absoluteRef), line, column: col, rule: 'yaml-syntax', message: withoutPlace };
}

/** @param line the first, or 0 if there is nothing to read */
function wholeFile(root: string, rule: string, message: string, line: 0 | 1 = 1): Problem {
  return { file: relative(root), line, column: line, rule, message };
}

function relative(file: string): string {
  return path.relative(process.cwd(), file) || file;
}
