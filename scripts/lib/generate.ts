import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { type Contract, loadContract } from './contract.ts';
import { renderEnums } from './enums.ts';
import { renderOperations } from './operations.ts';

/** Path below the output folder, to the file's whole text. */
export type GeneratedFiles = ReadonlyMap<string, string>;

const banner = '// Generated from the OpenAPI document by `npm run generate`. Do not edit.\n';

/**
 * Everything that follows from a contract, as text. Writes nothing.
 *
 * @param specPath path of an OpenAPI 3.0 or 3.1 document
 * @throws {ContractProblems} if the document can't be used
 */
export async function generate(specPath: string): Promise<GeneratedFiles> {
  return await render(await loadContract(specPath));
}

/** The files of a contract that is already loaded. */
export async function render({ document }: Contract): Promise<GeneratedFiles> {
  return new Map([
    ['openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['types.ts', banner + (await renderTypes(document))],
    ['operations.ts', banner + renderOperations(document)],
    ['enums.ts', banner + renderEnums(document)],
  ]);
}

async function renderTypes(document: Contract['document']): Promise<string> {
  // A request property with a default may be left out, so a default must not make it required.
  const ast = await openapiTS(structuredClone(document) as unknown as OpenAPI3, {
    defaultNonNullable: false,
    silent: true,
  });
  return astToString(ast);
}
