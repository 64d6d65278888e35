import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  type Config,
  type Document,
  getLineColLocation,
  lintDocument,
  loadConfig,
  type NormalizedProblem,
} from '@redocly/openapi-core';
import { ContractProblems, type Problem } from './problem.ts';
import { findReferenceLoop } from './reference-loops.ts';
import type { ContractResolver } from './resolver.ts';
import { isBearable, Places, structuralConfig } from './structure.ts';

/** The rules that a document is held to. */
export interface Rules {
  readonly config: Config;
  /** Filled by linting; none with a redocly.yaml, whose severities stand as they are. */
  readonly places: Places | undefined;
}

/** The file that brings a document's own rules. */
export function ownRulesOf(root: string): string {
  return path.join(path.dirname(root), 'redocly.yaml');
}

/** Those of the redocly.yaml beside the document, or else those that any document must keep. */
export async function rulesFor(root: string): Promise<Rules> {
  const configPath = ownRulesOf(root);
  if (existsSync(configPath)) return { config: await loadConfig({ configPath }), places: undefined };
  const places = new Places();
  return { config: await structuralConfig(places), places };
}

/**
 * Holds a document to the rules.
 *
 * @returns what is doubtful
 * @throws {ContractProblems} with everything that is wrong
 */
export async function lint(document: Document, resolver: ContractResolver, rules: Rules): Promise<Problem[]> {
  const found = await lintDocument({ document, externalRefResolver: resolver, config: rules.config }).catch(
    async (error: Error) => {
      throw new ContractProblems([await loopProblem(document, resolver, error)]);
    },
  );
  return refuseErrors(found, rules.places);
}

/** Splits what was found into errors, which it throws as ContractProblems, and warnings, which it returns. */
export function refuseErrors(found: readonly NormalizedProblem[], places?: Places): Problem[] {
  const open = found.filter(({ ignored }) => !ignored);
  const isError = (problem: NormalizedProblem) =>
    problem.severity === 'error' && !(places && isBearable(problem, places));
  const errors = open.filter(isError);
  if (errors.length > 0) throw new ContractProblems(errors.map(toProblem));
  return open.map(toProblem);
}

/** References that lead back to themselves end a lint without a place. */
async function loopProblem({ source }: Document, resolver: ContractResolver, error: Error): Promise<Problem> {
  const place = (await findReferenceLoop(resolver)) ?? { file: source.absoluteRef, line: 1, column: 1 };
  return { ...place, file: relative(place.file), rule: 'readable', message: error.message };
}

function toProblem({ message, ruleId, location }: NormalizedProblem): Problem {
  const [place] = location;
  const rule = ruleId.replace(/^structure\//, '');
  if (!place) return { file: '', line: 0, column: 0, rule, message };
  const { start } = getLineColLocation(place);
  return { file: relative(place.source.absoluteRef), line: start.line, column: start.col, rule, message };
}

/** As seen from where the command was called. */
export function relative(file: string): string {
  return path.relative(process.cwd(), file) || file;
}
