#!/usr/bin/env node
/** Says what a change of the contract breaks, and for whom; fails if it breaks something and nobody said so. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readOptions, run } from './lib/command.ts';
import { loadContract } from './lib/contract.ts';
import { defaultSpec } from './lib/default-spec.ts';
import { allow, readAllowed } from './lib/diff/allowed.ts';
import { loadBase } from './lib/diff/base.ts';
import { withChanges } from './lib/diff/changelog.ts';
import { compare } from './lib/diff/compare.ts';
import { judgeContract, type Verdict } from './lib/diff/gate.ts';
import { withSources } from './lib/diff/locate.ts';
import { asMarkdown } from './lib/diff/markdown.ts';
import { asText } from './lib/diff/text.ts';
import { writeFiles } from './lib/output.ts';

const help = `Usage: npm run diff -- [options]

Compares the contract with an older one: what breaks, for whom, and which version must tell it. Ends with exit code 1
if something breaks, unless info.version is raised accordingly (below 1.0.0: its minor number) or an entry of
allowed-changes.yaml beside the contract answers for it until a day.

  --spec FILE       the contract as it is       (default: spec/openapi.yaml)
  --base REF        the contract as it was: a git ref, REF:PATH if it had another name, or a file
                                                (default: origin/main, else main)
  --check-version   fail, too, if info.version does not tell of something new
  --markdown        a table for a pull request
  --json            everything, for programs
  --changelog FILE  write what users will notice into its section "Unreleased" or that of the new version
  --help            this text
`;

await run(help, async () => {
  const options = readOptions({
    spec: { type: 'string', default: defaultSpec() },
    base: { type: 'string' },
    'check-version': { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    changelog: { type: 'string' },
  });
  if (options.markdown && options.json) throw new Error('Choose one of --markdown and --json.\nTry --help.');

  const verdict = await judge(options.spec, options.base, options['check-version']);
  if (options.changelog !== undefined) writeChangelog(options.changelog, verdict);
  if (options.json) console.log(JSON.stringify(verdict, null, 2));
  else console.log(options.markdown ? asMarkdown(verdict) : asText(verdict));
  if (!verdict.passed) process.exitCode = 1;
});

async function judge(spec: string, wanted: string | undefined, checkVersion: boolean): Promise<Verdict> {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'contract-base-'));
  const { document } = await loadContract(spec);
  const entries = readAllowed(path.join(path.dirname(spec), 'allowed-changes.yaml'));
  const base = await loadBase(spec, wanted, folder.path);
  const nothing = { openapi: document.openapi, info: document.info, paths: {} };
  const changes = await withSources(await compare(base.document ?? nothing, document), spec, base);
  return judgeContract({
    spec,
    base: base.document ? base.label : `${base.label}, where there was none`,
    versions: { revision: document.info.version, ...(base.document && { base: base.document.info.version }) },
    changes,
    allowance: allow(entries, changes, new Date().toISOString().slice(0, 10)),
    checkVersion,
  });
}

function writeChangelog(file: string, verdict: Verdict): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`--changelog ${file} is a folder: name a file.`);
  const text = withChanges(existsSync(file) ? readFileSync(file, 'utf8') : '', verdict);
  if (text !== '') writeFiles(path.dirname(file), new Map([[path.basename(file), text]]));
}
