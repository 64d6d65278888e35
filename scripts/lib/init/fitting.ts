import ts from 'typescript';

/** Whether a value may stand where a type of the contract is asked for. */
export interface Claim {
  /** An expression of types, in which `operations` is openapi-typescript's. */
  readonly type: string;
  readonly value: unknown;
}

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  lib: ['lib.es2020.d.ts'],
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  allowImportingTsExtensions: true,
};

/**
 * Asks the compiler which claims hold: an example may be wrong, or too loose for its type.
 *
 * @param types the text of the generated `types.ts`
 * @returns those that hold
 */
export function findFitting(types: string, claims: readonly Claim[]): ReadonlySet<Claim> {
  if (claims.length === 0) return new Set();
  const imports = "import type { operations } from './types.ts';";
  // One line each, so that a line of the compiler's complaint tells the claim.
  const lines = claims.map(({ type, value }, index) => `export const v${index}: ${type} = ${JSON.stringify(value)};`);
  const files = new Map([
    ['/types.ts', types],
    ['/claims.ts', [imports, ...lines].join('\n')],
  ]);

  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.getSourceFile = (file, version, ...rest) => {
    const text = files.get(file);
    return text === undefined ? getSourceFile(file, version, ...rest) : ts.createSourceFile(file, text, version);
  };
  host.getCurrentDirectory = () => '/';

  const program = ts.createProgram(['/claims.ts'], options, host);
  const source = program.getSourceFile('/claims.ts');
  const wrong = new Set(
    program.getSemanticDiagnostics(source).map(({ start = 0 }) => source?.getLineAndCharacterOfPosition(start).line),
  );
  return new Set(claims.filter((_, index) => !wrong.has(index + 1)));
}
