import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Contract, loadContract } from '../contract.ts';
import { eachOperation } from '../document.ts';
import { render } from '../generate.ts';
import { ownRulesOf } from '../lint.ts';
import type { Address } from '../listen.ts';
import { operationTable } from '../operations.ts';
import { refuseToReplace, writeFiles } from '../output.ts';
import { ContractProblems, formatProblem } from '../problem.ts';
import { takeTurns } from '../turns.ts';
import { watchFiles } from '../watch.ts';
import { createMockUnderDevelopment } from './mock.ts';
import type { Screen } from './screen.ts';
import { createServerUnderDevelopment } from './server.ts';
import { type TypeCheck, watchTypes } from './type-check.ts';

export interface DevelopmentSettings {
  /** Path of the root document. */
  readonly spec: string;
  /** The folder of what is generated. */
  readonly out: string;
  /** Path of a module that exports `serve` (see ServerModule); none: types and mock alone. */
  readonly serverModule: string | undefined;
  readonly serverAddress: Address;
  readonly mockAddress: Address;
  /** Path of a tsconfig.json; none: types aren't checked. */
  readonly typeConfig: string | undefined;
  readonly screen: Screen;
}

/** Of a kind: the rest would scroll the step's own line away. */
const maxProblems = 10;

/**
 * Serves a contract and follows its files and the server's code: what is saved is linted, bundled, served by server and
 * mock in place, and generated. What is broken is told and changes nothing.
 *
 * @returns once both answer, or once the problems of the contract were told
 */
export async function startDevelopment(settings: DevelopmentSettings): Promise<AsyncDisposable> {
  const { spec, out, serverModule, screen } = settings;
  const resources = new AsyncDisposableStack();
  const mock = resources.use(
    createMockUnderDevelopment(settings.mockAddress, { log: (line) => screen.step('mock', line) }),
  );
  const server =
    serverModule === undefined
      ? undefined
      : resources.use(createServerUnderDevelopment(serverModule, settings.serverAddress, screen));
  /** The contract that everything follows, as text. */
  let followed: string | undefined;
  let isServed = false;
  /** Every file that the contract was read from, or would have been. */
  const specFiles = new Set([path.resolve(spec), ownRulesOf(path.resolve(spec))]);
  const note = (files: readonly string[], since: number) => {
    for (const file of files) specFiles.add(file);
    watching.add(files, since);
  };

  /** @returns whether it succeeded */
  const step = async (name: string, since: number, work: () => Promise<string>): Promise<boolean> => {
    try {
      screen.step(name, await work(), Date.now() - since);
      return true;
    } catch (error) {
      screen.problem(name, error instanceof Error ? error.message : String(error));
      return false;
    }
  };

  const refuse = (error: Error, since: number) => {
    const problems = error instanceof ContractProblems ? error.problems.map(formatProblem) : [error.message];
    for (const problem of problems.slice(0, maxProblems)) screen.problem('contract', problem);
    if (problems.length > maxProblems) screen.problem('contract', `… and ${problems.length - maxProblems} more`);
    screen.step('contract', isServed ? 'the last good one goes on being served' : 'waiting for a good one');
    if (error instanceof ContractProblems) note(error.files, since);
  };

  const followContract = async (since: number) => {
    const loading = Date.now();
    const contract = await loadContract(spec).catch((error) => refuse(error, loading));
    if (!contract) return;
    for (const warning of contract.warnings.slice(0, maxProblems)) screen.step('warning', formatProblem(warning));
    note(contract.files, loading);
    const text = JSON.stringify(contract.document);
    if (text === followed) return screen.step('contract', 'says what it said before', Date.now() - since);
    screen.step('contract', `${operationCount(contract)} operations`, Date.now() - since);
    const { document } = contract;
    const served = await Promise.all([
      server && step('server', since, () => server.serve({ document, operations: operationTable(document) })),
      step('mock', since, () => mock.serve(document)),
    ]);
    const isGenerated = await step('generated', since, () => write(contract, out));
    isServed ||= served.includes(true);
    // What failed is tried again at the next save, whatever that changes.
    followed = isGenerated && !served.includes(false) ? text : undefined;
  };

  const followCode = async (since: number) => {
    if (!server) return;
    const isLoaded = await step('server', since, async () => {
      await server.reload();
      return 'runs the new code';
    });
    if (!isLoaded && server.isServing()) screen.step('server', 'the last good code goes on being served');
  };

  const follow = takeTurns<string>(async (files) => {
    const inSpec = [...files].filter(isSpec);
    const inCode = [...files].filter(isCode);
    const ofInterest = [...inSpec, ...inCode];
    if (ofInterest.length === 0) return;
    const since = savedAt(ofInterest);
    screen.heading(ofInterest.map((file) => path.relative('', file)).join(', '));
    if (inSpec.length > 0) await followContract(since);
    if (inCode.length > 0) await followCode(since);
  });

  const specFolder = folderOf(spec);
  const codeFolder = serverModule === undefined ? undefined : path.resolve(path.dirname(serverModule));
  const isSpec = (file: string) =>
    specFiles.has(file) || (specFolder !== undefined && isBelow(file, specFolder) && existsSync(file));
  const isCode = (file: string) =>
    codeFolder !== undefined && isBelow(file, codeFolder) && /(?<!\.test|\.test-d)\.[cm]?[jt]s$/.test(file);

  const watched = [
    ...specFiles,
    ...(specFolder === undefined ? [] : [specFolder]),
    ...(codeFolder === undefined ? [] : [codeFolder]),
  ];
  const watching = resources.use(
    await watchFiles(watched, (files) => follow(files).catch((error: Error) => screen.problem('dev', error.message))),
  );
  await follow([path.resolve(spec)]);
  if (settings.typeConfig !== undefined)
    resources.use(watchTypes(settings.typeConfig, (outcome) => tell(outcome, screen)));
  return resources;
}

async function write(contract: Contract, out: string): Promise<string> {
  const files = await render(contract);
  refuseToReplace(out, files, contract.files);
  const written = writeFiles(out, files);
  return written.length > 0 ? `wrote ${written.join(', ')}` : 'up to date';
}

function tell({ problems, milliseconds }: TypeCheck, screen: Screen): void {
  for (const problem of problems.slice(0, maxProblems)) screen.problem('types', problem);
  const count = problems.length === 1 ? '1 problem' : `${problems.length || 'no'} problems`;
  screen.step('types', count, milliseconds);
}

function operationCount({ document }: Contract): number {
  return [...eachOperation(document)].length;
}

/** The folder of a document; none if that is the working folder, where everything else is, too. */
function folderOf(spec: string): string | undefined {
  const folder = path.resolve(path.dirname(spec));
  return folder === process.cwd() ? undefined : folder;
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder + path.sep);
}

/** Milliseconds since 1970: when the newest of the files was written, if that was just now. */
function savedAt(files: readonly string[]): number {
  const newest = Math.max(...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
  // A file that was moved here keeps the time of its last change.
  return Date.now() - newest < 5000 ? newest : Date.now();
}
