import { statSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadContract } from '../contract.ts';
import type { OpenApiDocument } from '../document.ts';
import { ContractProblems, formatProblem } from '../problem.ts';
import { git, readCommitted } from './git.ts';

/** The contract that a new one is compared with. */
export interface Base {
  /** In people's words: `main (83ed4e9)`, or a file. */
  readonly label: string;
  /** Undefined if there was no contract yet. */
  readonly document?: OpenApiDocument;
  /** Where its root document can be read. */
  readonly file: string;
  /** Stands before the lines of that document: `main:`. */
  readonly prefix: string;
  /** The folder from which those lines are told; the current one if left out. */
  readonly top?: string;
}

const defaults = ['origin/main', 'main'];

/**
 * Reads the contract as it was.
 *
 * @param spec path of the contract as it is
 * @param wanted a file, a git ref, or `REF:PATH` with a path from the top of the repository; undefined for the main branch
 * @param folder an empty folder for the files of the ref
 * @throws with one sentence if there is no such thing, or if it is no valid contract
 */
export async function loadBase(spec: string, wanted: string | undefined, folder: string): Promise<Base> {
  if (wanted !== undefined && isFile(wanted)) {
    return { label: wanted, file: wanted, prefix: '', document: await loadSound(wanted, wanted, (file) => file) };
  }
  const repository = path.dirname(path.resolve(spec));
  const top = await git(repository, ['rev-parse', '--show-prefix']);
  if (!top.ok) throw new Error(`${spec} has no history to compare with (git: ${top.reason}). Give --base a file.`);
  const inRepository = `${top.stdout.toString().trim()}${path.basename(spec)}`;

  const { ref, commit, asked } = await resolveRef(repository, wanted);
  const root = asked ?? inRepository;
  const label = `${ref} (${commit.slice(0, 7)})`;
  const files = await committedFiles(repository, commit, root);
  const prefix = `${ref}:`;
  if (!files.has(root)) {
    if (asked !== undefined) throw new Error(`There is no ${root} in ${label}.`);
    await refuseRenamed(repository, commit, { root, ref, label });
    return { label, prefix, file: root };
  }
  for (const [file, content] of files) {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, content);
  }
  const file = path.join(folder, root);
  const named = (absolute: string) => `${prefix}${path.relative(folder, path.resolve(absolute)).replaceAll('\\', '/')}`;
  const configuration = path.join(path.dirname(file), 'redocly.yaml');
  return { label, prefix, file, top: folder, document: await loadSound(file, label, named, configuration) };
}

const isFile = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile() === true;

async function resolveRef(repository: string, wanted: string | undefined) {
  for (const candidate of wanted === undefined ? defaults : [wanted]) {
    const [ref = '', ...rest] = candidate.split(':');
    const answer = await git(repository, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
    if (!answer.ok || ref === '') continue;
    return { ref, commit: answer.stdout.toString().trim(), asked: rest.length > 0 ? rest.join(':') : undefined };
  }
  const shallow = await git(repository, ['rev-parse', '--is-shallow-repository']);
  const hint =
    shallow.ok && shallow.stdout.toString().trim() === 'true'
      ? ' This clone is shallow: fetch the ref first, as in `git fetch --depth=1 origin main:refs/remotes/origin/main`.'
      : '';
  if (wanted === undefined) throw new Error(`There is neither origin/main nor main here: say --base REF.${hint}`);
  throw new Error(`"${wanted}" is neither a file nor a commit that git knows here.${hint}`);
}

/** The root document, the configuration beside it, and whatever they refer to, by path from the top. */
async function committedFiles(repository: string, commit: string, root: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const asked = new Set<string>();
  let next = [root, path.posix.join(path.posix.dirname(root), 'redocly.yaml')];
  while (next.length > 0) {
    for (const file of next) asked.add(file);
    const found = await readCommitted(repository, commit, next);
    for (const [file, content] of found) files.set(file, content);
    next = [...new Set([...found].flatMap(([file, content]) => referencesIn(file, content.toString())))].filter(
      (file) => !asked.has(file) && !file.startsWith('../') && !file.includes('\n'),
    );
  }
  return files;
}

/** The files that a document, or redocly's configuration by its plugins, names: no more is needed than where they are. */
function referencesIn(file: string, text: string): string[] {
  const references = text.matchAll(/["']?\$ref["']?\s*:\s*(?:"([^"#]+)|'([^'#]+)|([^\s"'#{},]+))/g);
  const plugins = path.posix.basename(file) === 'redocly.yaml' ? text.matchAll(/^\s*-\s*(\.[^\s#]+)()()/gm) : [];
  return [...references, ...plugins]
    .map(([, double, single, bare]) => double ?? single ?? bare ?? '')
    .filter((reference) => reference !== '' && !/^[a-z][a-z+.-]*:/i.test(reference))
    .map((reference) => path.posix.join(path.posix.dirname(file), reference));
}

/** A contract that moved would look like one that never was, and every breaking change would pass. */
async function refuseRenamed(
  repository: string,
  commit: string,
  { root, ref, label }: { root: string; ref: string; label: string },
): Promise<void> {
  const top = await git(repository, ['rev-parse', '--show-toplevel']);
  const folder = top.ok ? top.stdout.toString().trim() : repository;
  const gone = await git(folder, ['diff', '--no-renames', '--diff-filter=D', '--name-only', '-z', commit]);
  const names = gone.ok
    ? gone.stdout
        .toString()
        .split('\0')
        .filter((name) => /\.(ya?ml|json)$/.test(name))
    : [];
  for (const [name, content] of await readCommitted(folder, commit, names)) {
    if (!/^\s*["']?openapi["']?\s*:/m.test(content.toString())) continue;
    throw new Error(`There is no ${root} in ${label}, but ${name} was there and is gone: say --base ${ref}:${name}.`);
  }
}

/**
 * The old contract was valid when it was written, maybe by other house rules than those that are beside it: if they
 * refuse it, its structure is what counts.
 *
 * @param configuration a copy of its redocly.yaml, to be removed if need be
 */
async function loadSound(
  file: string,
  label: string,
  named: (file: string) => string,
  configuration?: string,
): Promise<OpenApiDocument> {
  try {
    return (await loadContract(file)).document;
  } catch (error) {
    if (configuration && isFile(configuration)) {
      await rm(configuration);
      return await loadSound(file, label, named);
    }
    if (!(error instanceof ContractProblems)) throw error;
    const problems = error.problems.map((problem) => formatProblem({ ...problem, file: named(problem.file) }));
    throw new Error(`The contract to compare with, ${label}, is broken:\n${problems.join('\n')}`);
  }
}
