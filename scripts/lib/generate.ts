import { type CheckedContract, type Contract, openContract, unlessRefused } from './contract.ts';
import { renderEnums } from './enums.ts';
import { renderOperations } from './operations.ts';
import type { Progress } from './progress.ts';
import { renderTypes } from './types.ts';

/** Path below the output folder, to the file's whole text. */
export type GeneratedFiles = ReadonlyMap<string, string>;

export interface Generated {
  readonly files: GeneratedFiles;
  readonly contract: CheckedContract;
}

const banner = '// Generated from the OpenAPI document by `npm run generate`. Do not edit.\n';

/**
 * Everything that follows from a contract, as text. Writes nothing.
 *
 * @param specPath path of an OpenAPI 3.0 or 3.1 document
 * @throws {ContractProblems} if the document can't be used
 */
export async function generate(specPath: string): Promise<GeneratedFiles> {
  return (await generateWithContract(specPath)).files;
}

/** As `generate`, and the contract that all follows from. */
export async function generateWithContract(specPath: string, progress?: Progress): Promise<Generated> {
  const { contract, checked } = await openContract(specPath, progress);
  const files = await unlessRefused(checked, render(contract, progress));
  progress?.('lint');
  return { files, contract: { ...contract, warnings: await checked } };
}

/** The files of a contract that is already loaded. */
export async function render({ document }: Contract, progress?: Progress): Promise<GeneratedFiles> {
  progress?.('types');
  const types = renderTypes(document);
  progress?.('tables');
  return new Map([
    ['openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['types.ts', banner + types],
    ['operations.ts', banner + renderOperations(document)],
    ['enums.ts', banner + renderEnums(document)],
  ]);
}
