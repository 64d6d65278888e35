import path from 'node:path';
import {
  bundleDocument,
  type Document,
  detectSpec,
  getTypes,
  isAbsoluteUrl,
  YamlParseError,
} from '@redocly/openapi-core';
import type { OpenApiDocument } from './document.ts';
import { lint, ownRulesOf, type Rules, refuseErrors, relative, rulesFor } from './lint.ts';
import { lintInThread } from './lint-thread.ts';
import { nameOperations } from './operation-ids.ts';
import { ownPathItems } from './path-items.ts';
import { ContractProblems, type Problem } from './problem.ts';
import type { Progress } from './progress.ts';
import { ContractResolver } from './resolver.ts';
import { ruleFiles } from './rule-files.ts';

export interface Contract {
  /** One self-contained document in which every operation has an id. */
  readonly document: OpenApiDocument;
  /** Absolute paths of every file that the document was read from. */
  readonly files: readonly string[];
}

/** A contract that was read, and may not be trusted before it is known what is wrong with it. */
export interface OpenedContract {
  readonly contract: Omit<CheckedContract, 'warnings'>;
  /** What is doubtful. Rejects with ContractProblems if anything is wrong. */
  readonly checked: Promise<readonly Problem[]>;
}

export interface CheckedContract extends Contract {
  /** What is doubtful, but keeps no code from following. */
  readonly warnings: readonly Problem[];
  /** Absolute paths of everything that decides what becomes of the document; undefined if not all of it is known. */
  readonly inputs: readonly string[] | undefined;
}

/** Characters from which on a thread that lints while the types are made costs less than it saves. */
const largeDocument = 1_000_000;

/**
 * Reads, lints and bundles an OpenAPI 3.0 or 3.1 document. Reads files only: nothing is fetched from anywhere.
 *
 * @param specPath path of the root document, YAML or JSON
 * @throws {ContractProblems} with every problem found, each with file and line
 */
export async function loadContract(specPath: string): Promise<CheckedContract> {
  const { contract, checked } = await openContract(specPath);
  return { ...contract, warnings: await checked };
}

/**
 * Reads a document as `loadContract` does, but hands a large one out while a thread still lints it.
 *
 * @throws {ContractProblems} if it is known by then that the document can't be used
 */
export async function openContract(specPath: string, progress?: Progress): Promise<OpenedContract> {
  progress?.('read');
  const root = path.resolve(specPath);
  const rules = await rulesFor(root);
  const resolver = new ContractResolver(rules.config.resolve);
  try {
    return await openWith(resolver, rules, specPath, progress);
  } catch (error) {
    throw error instanceof ContractProblems ? new ContractProblems(error.problems, resolver.files) : error;
  }
}

async function openWith(
  resolver: ContractResolver,
  rules: Rules,
  specPath: string,
  progress?: Progress,
): Promise<OpenedContract> {
  const root = path.resolve(specPath);
  const document = await parse(specPath, root, resolver);
  const text = document.source.body;

  if (text.length < largeDocument) {
    progress?.('lint');
    const warnings = await lint(document, resolver, rules);
    progress?.('bundle');
    return { contract: await bundle(document, resolver, rules), checked: Promise.resolve(warnings) };
  }
  const checked = lintInThread({ root, text });
  // It may be refused before anybody waits for it.
  checked.catch(() => {});
  progress?.('bundle');
  return { contract: await unlessRefused(checked, bundle(document, resolver, rules)), checked };
}

/** The outcome of some work; if it fails, what was found wrong with the document comes first, for it may be the reason. */
export async function unlessRefused<Outcome>(checked: Promise<unknown>, work: Promise<Outcome>): Promise<Outcome> {
  try {
    return await work;
  } catch (error) {
    await checked;
    throw error;
  }
}

async function bundle(document: Document, resolver: ContractResolver, { config, places }: Rules) {
  const { absoluteRef: root } = document.source;
  const ruling = ruleFiles(ownRulesOf(root), config);
  const contract = (bundled: unknown, files: readonly string[]) => ({
    document: nameOperations(ownPathItems(bundled as OpenApiDocument)),
    files,
    inputs: ruling && [...files, ...ruling],
  });
  // There is nothing to bundle, and to find that out takes redocly as long as to lint.
  if (places && document.source.body.length >= largeDocument && resolver.isSelfContained(document)) {
    return contract(document.parsed, [root]);
  }
  const types = getTypes(detectSpec(document.parsed));
  const bundled = await bundleDocument({ document, config, types, externalRefResolver: resolver });
  refuseErrors(bundled.problems, places);
  return contract(bundled.bundle.parsed, [root, ...[...bundled.fileDependencies].filter((file) => file !== root)]);
}

async function parse(specPath: string, root: string, resolver: ContractResolver): Promise<Document> {
  if (isAbsoluteUrl(specPath))
    throw new ContractProblems([wholeFile(specPath, 'readable', 'Nothing is fetched; save it as a file.', 0)]);
  const document = await resolver.resolveDocument(null, root, true).catch((error: Error) => error);
  if (document instanceof YamlParseError) throw new ContractProblems([syntaxProblem(document)]);
  if (document instanceof Error)
    throw new ContractProblems([wholeFile(relative(root), 'readable', document.message, 0)]);
  refuseOtherFormats(relative(root), document.parsed);
  return document;
}

function refuseOtherFormats(file: string, parsed: unknown): void {
  const refuse = (message: string) => {
    throw new ContractProblems([wholeFile(file, 'openapi-version', message)]);
  };
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    refuse('This is not an OpenAPI document.');
  const { openapi, swagger } = parsed as { openapi?: unknown; swagger?: unknown };
  if (swagger !== undefined) refuse(`Swagger ${String(swagger)} is not supported: convert it to OpenAPI 3.0 or 3.1.`);
  if (openapi === undefined) refuse('The document has no `openapi` field.');
  if (!/^3\.[01]\.\d+/.test(String(openapi)))
    refuse(`OpenAPI ${String(openapi)} is not supported: 3.0.x and 3.1.x are.`);
}

function syntaxProblem({ message, source, line, col }: YamlParseError): Problem {
  const withoutPlace = message.replace(/ in ".*" \(\d+:\d+\)$/, '');
  return { file: relative(source.absoluteRef), line, column: col, rule: 'yaml-syntax', message: withoutPlace };
}

/** @param line the first, or 0 if there is nothing to read */
function wholeFile(file: string, rule: string, message: string, line: 0 | 1 = 1): Problem {
  return { file, line, column: line, rule, message };
}
