#!/usr/bin/env node
/** Tests any server against its contract. */
import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseYaml } from '@redocly/openapi-core';
import { readOptions, run } from './lib/command.ts';
import { loadContract } from './lib/contract.ts';
import { checks, readExemptions, testContract } from './lib/contract-tests/index.ts';
import { settingsFrom } from './lib/contract-tests/options.ts';
import { createProgress } from './lib/contract-tests/progress.ts';
import { renderMarkdown, renderText } from './lib/contract-tests/render.ts';
import { defaultSpec } from './lib/default-spec.ts';

const help = `Usage: npm run contract -- --target URL [options]

Tests a server against an OpenAPI 3.0 or 3.1 document: every example, the boundaries of every keyword and what lies just
beyond, malformed bodies, wrong methods, who may call what, and create-read-list-change-delete. What fails is reduced to
the least that fails, and shown as a curl line. Changes and deletes only what it has made, and removes that in the end.

  --target URL          the server; a path in it stands before the paths of the document
  --spec FILE           the document                              (default: spec/openapi.yaml)

Credentials; 'env:NAME' as a value reads it from the environment
  --token TOKEN         a bearer token that may do everything
  --weak-token TOKEN    a bearer token without scopes: must get a 403
  --client-id ID        fetches tokens at the document's tokenUrl, with the scopes that each call needs
  --client-secret TEXT
  --api-key KEY         for apiKey schemes, wherever they want it
  --basic USER:PASSWORD for HTTP Basic
  --header 'NAME: TEXT' sent with every call; may be repeated

What is tested
  --only OPERATION      one operation by its id; may be repeated
  --skip CHECK          leaves out a check; may be repeated
  --enable CHECK        turns on a check that is off by itself; may be repeated
  --closed              properties that are not declared fail; the same as --enable closed
  --checks              lists the checks
  --value NAME=VALUE    the value of a property or parameter in valid requests; may be repeated
  --cases N             requests at boundaries, for each operation   (default: 200)
  --random N            requests at random, for each operation       (default: 20)
  --seed N              gives the same requests again                (default: 1)
  --allow-destructive   may change and delete what this run has not made

How it is tested
  --concurrency N       requests at a time                           (default: 4)
  --rate N              requests a second at most                    (default: as many as there are)
  --timeout SECONDS     for an answer                                (default: 10)

What is told
  --exempt FILE         YAML, a list of { place, reason }: failures and gaps that are allowed; '*' in a place is any text
  --complete            gaps in the coverage fail, too
  --markdown FILE       appends the report to a file, such as $GITHUB_STEP_SUMMARY
  --json FILE           writes the report to a file
  --help                this text
`;

/** What a shell gives to a command that SIGINT ended. */
const codeOfInterrupted = 130;
/** Milliseconds in which npm passes a signal on. */
const passedOn = 300;

const text = { type: 'string' } as const;
const list = { type: 'string', multiple: true, default: [] as string[] } as const;
const flag = { type: 'boolean', default: false } as const;

await run(help, async () => {
  const options = readOptions({
    target: text,
    spec: { type: 'string', default: defaultSpec() },
    token: text,
    'weak-token': text,
    'client-id': text,
    'client-secret': text,
    'api-key': text,
    basic: text,
    header: list,
    only: list,
    skip: list,
    enable: list,
    closed: flag,
    checks: flag,
    value: list,
    cases: { type: 'string', default: '200' },
    random: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    'allow-destructive': flag,
    concurrency: { type: 'string', default: '4' },
    rate: text,
    timeout: { type: 'string', default: '10' },
    exempt: text,
    complete: flag,
    markdown: text,
    json: text,
  });
  if (options.checks) {
    console.log(listOfChecks());
    return;
  }
  const settings = settingsFrom(options, process.env);
  const exemptions = options.exempt === undefined ? [] : exemptionsIn(options.exempt);
  checkWritable('--markdown', options.markdown);
  checkWritable('--json', options.json);
  const { document } = await loadContract(options.spec);
  const progress = createProgress(process.stderr);
  const signal = interruption();
  const report = await testContract(document, { ...settings, exemptions, signal, onProgress: progress.tell });
  progress.end();

  console.log(renderText(report));
  if (options.markdown !== undefined) writeFileSync(options.markdown, renderMarkdown(report), { flag: 'a' });
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  const isIncomplete = options.complete && report.coverage.missing > 0;
  if (report.failures.length > 0 || report.idleExemptions.length > 0 || isIncomplete) process.exitCode = 1;
  if (report.isInterrupted) process.exitCode = codeOfInterrupted;
});

/** Aborted by the first Ctrl-C; the next one ends the process. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => {
    console.error('\nInterrupted: what was made is removed first. Once more to quit at once.');
    controller.abort();
    // The terminal tells npm and this process alike, and npm passes it on: that is one Ctrl-C.
    const ignore = () => {};
    process.on('SIGINT', ignore);
    setTimeout(() => process.off('SIGINT', ignore), passedOn).unref();
  });
  return controller.signal;
}

/** @throws if the report couldn't be written there after the run */
function checkWritable(option: string, file: string | undefined): void {
  if (file === undefined) return;
  try {
    accessSync(existsSync(file) ? file : path.dirname(file), constants.W_OK);
  } catch (error) {
    throw new Error(`${option} ${file} can't be written: ${(error as Error).message}`);
  }
  if (existsSync(file) && statSync(file).isDirectory()) throw new Error(`${option} ${file} is a folder`);
}

function exemptionsIn(file: string) {
  try {
    return readExemptions(parseYaml(readFileSync(file, 'utf8')), file);
  } catch (error) {
    throw new Error(`--exempt ${file}: ${(error as Error).message}`);
  }
}

function listOfChecks(): string {
  return Object.entries(checks)
    .map(([id, { asserts, ...rest }]) => `${id.padEnd(18)} ${asserts}${'isOff' in rest ? ' (off unless enabled)' : ''}`)
    .join('\n');
}
