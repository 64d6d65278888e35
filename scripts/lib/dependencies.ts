import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';

export interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/**
 * What a folder of compiled code needs to run, and what its declarations need to compile.
 *
 * @param folder JavaScript and declarations
 * @param manifest names each dependency with its version
 * @returns package name to version, in alphabetical order
 * @throws if an import leads out of the folder, or to a package that the manifest does not name
 */
export function findDependencies(folder: string, manifest: Manifest): Record<string, string> {
  const versions = { ...manifest.devDependencies, ...manifest.dependencies };
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((file) => {
    const isDeclaration = file.endsWith('.d.ts');
    if (!isDeclaration && !file.endsWith('.js')) return [];
    return importsOf(path.join(folder, file)).flatMap((specifier) => {
      if (specifier.startsWith('.')) return refuseStray(folder, file, specifier);
      const name = packageOf(specifier);
      // The types of a package that brings none itself are a package of their own.
      const types = isDeclaration ? [`@types/${name}`].filter((candidate) => candidate in versions) : [];
      return name === 'node' ? types : [name, ...types];
    });
  });
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, versions[name] ?? missing(name, folder)]));
}

/** What is imported, statically or dynamically, what is only resolved, and what is run by its URL. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const { importedFiles } = ts.preProcessFile(text, true, true);
  const resolved = text.matchAll(/(?:require|import\.meta|\(import\.meta\.url\))\.resolve\(\s*['"]([^'"]+)['"]/g);
  const relative = text.matchAll(/new URL\(\s*['"](\.[^'"]+\.[jt]s)['"]/g);
  return [...importedFiles.map(({ fileName }) => fileName), ...[...resolved, ...relative].map(([, name = '']) => name)];
}

/** `@scope/name/file` → `@scope/name`, `node:fs` and `fs` → `node` */
function packageOf(specifier: string): string {
  if (isBuiltin(specifier)) return 'node';
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function refuseStray(folder: string, file: string, specifier: string): [] {
  const target = path.resolve(folder, path.dirname(file), specifier);
  const found = [target, target.replace(/\.ts$/, '.d.ts')].some((candidate) => existsSync(candidate));
  const isRunnable = !file.endsWith('.js') || !/\.ts$/.test(specifier);
  if (!found || !isRunnable) throw new Error(`${file} imports ${specifier}, which is not in the package`);
  return [];
}

function missing(name: string, folder: string): never {
  throw new Error(`${path.basename(folder)} imports ${name}, which package.json does not name`);
}
