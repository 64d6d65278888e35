import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { type Contract, loadContract } from './contract.ts';
import { eachOperation, type Response, resolve } from './document.ts';
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
  const copy = inlineHeaders(structuredClone(document));
  // A request property with a default may be left out, so a default must not make it required.
  const ast = await openapiTS(copy as unknown as OpenAPI3, { defaultNonNullable: false, silent: true });
  return astToString(ast);
}

/** openapi-typescript takes every header that is a `$ref` for a required one, so it gets none. */
function inlineHeaders(document: Contract['document']): Contract['document'] {
  const responses = [...eachOperation(document)].flatMap(({ operation }) => Object.values(operation.responses ?? {}));
  for (const response of [...responses, ...Object.values(document.components?.responses ?? {})]) {
    const { headers = {} } = response as Response;
    for (const [name, header] of Object.entries(headers)) headers[name] = resolve(document, header);
  }
  return document;
}
