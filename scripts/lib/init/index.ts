import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadContract } from '../contract.ts';
import { defaultSpec } from '../default-spec.ts';
import type { OpenApiDocument } from '../document.ts';
import { findSpec } from './find-spec.ts';
import { mergeManifest } from './manifest.ts';
import { type Project, planProject } from './project.ts';
import { readTemplate, templatePath } from './template.ts';
import { type Files, isTaken, replace, writeNew } from './write.ts';

export interface InitOptions {
  /** Path of the document; looked for by default. */
  readonly spec?: string | undefined;
  /** Starts from a small document of our own, which is written, too. */
  readonly example?: boolean;
  /** Writes a workflow for GitHub. */
  readonly ci?: boolean;
}

/** What was made. */
export interface Outcome extends Pick<Project, 'operations' | 'answering' | 'undeclared' | 'unserved'> {
  readonly spec: string;
  readonly info: OpenApiDocument['info'];
  readonly written: readonly string[];
  readonly leftAlone: readonly string[];
  /** What package.json was given, such as `scripts.dev`. */
  readonly added: readonly string[];
}

/** Where the example goes, so that every command finds it; and the workflow. */
const examplePath = 'openapi.yaml';
const workflowPath = '.github/workflows/contract.yml';

/**
 * Makes a project in a folder from the document in it. Overwrites nothing; what package.json has stays as it is.
 *
 * @throws if there is no document to start from or it can't be used, and whatever keeps a file from being written: then
 * none is
 */
export async function initProject(folder: string, options: InitOptions): Promise<Outcome> {
  const { example = false, ci = false } = options;
  const given = options.spec ?? findSpec(folder);
  const spec = example ? exampleIn(given) : (given?.split(path.sep).join('/') ?? refuseEmpty());
  const { document, ...rest } = await loadContract(example ? templatePath('openapi.yaml') : path.resolve(folder, spec));
  const project = await planProject({ document, ...rest });

  const manifestPath = path.join(folder, 'package.json');
  const present = existsSync(manifestPath) ? readFileSync(manifestPath, 'utf8') : undefined;
  const manifest = mergeManifest(present, folder, example || spec === defaultSpec(folder) ? undefined : spec);
  const wanted: Files = new Map([
    ...(example ? [[examplePath, readTemplate('openapi.yaml')] as const] : []),
    ...project.files,
    ...(ci ? [[workflowPath, readTemplate('contract.yml')] as const] : []),
    ...(present === undefined ? [['package.json', manifest.text] as const] : []),
  ]);
  const isPresent = (file: string) => isTaken(path.join(folder, file));
  const leftAlone = [...wanted.keys()].filter(isPresent);
  const files: Files = new Map([...wanted].filter(([file]) => !leftAlone.includes(file)));
  const added = present === undefined ? [] : manifest.added;
  writeNew(folder, files, () => {
    if (added.length > 0) replace(manifestPath, manifest.text);
  });

  const { files: _, ...counts } = project;
  return { ...counts, spec, info: document.info, written: [...files.keys()], leftAlone, added };
}

function exampleIn(present: string | undefined): string {
  if (present !== undefined) throw new Error(`There is a document already: ${present}. Leave --example out.`);
  return examplePath;
}

function refuseEmpty(): never {
  throw new Error('There is no OpenAPI document here. Name one with --spec, or start from a small one with --example.');
}
