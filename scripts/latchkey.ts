#!/usr/bin/env node
/** The one command of the package: finds the command that is meant, and runs it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { nearest } from './lib/nearest.ts';

/** Each is a file beside this one. */
const commands: Readonly<Record<string, string>> = {
  init: 'a typed server, client and mock to start from, in a folder with only a document',
  generate: 'types, the operation table and one bundled document',
  dev: 'save the document or the code, and types, server and mock follow',
  mock: 'a mock of the API',
  diff: 'what changed since a git ref, and whether it breaks anybody',
  contract: 'tests whether a running server keeps the contract',
  docs: 'the reference page, as static files',
};

const help = `Usage: latchkey COMMAND [options]

Works on any OpenAPI 3.0 or 3.1 document: spec/openapi.yaml or openapi.yaml, unless --spec names another.

${Object.entries(commands)
  .map(([name, summary]) => `  ${name.padEnd(10)} ${summary}`)
  .join('\n')}

latchkey COMMAND --help says more of each; latchkey --version tells which version this is.
`;

const [command = '--help'] = process.argv.slice(2);

if (command === '--help' || command === '-h' || command === 'help') console.log(help);
else if (command === '--version') console.log(ownVersion());
else if (Object.hasOwn(commands, command)) await runCommand(command);
else refuse(command);

/** Hands over to a command, which finds its own options where it would if it had been started by itself. */
async function runCommand(name: string): Promise<void> {
  process.argv.splice(2, 1);
  // Compiled, this file and the others end in .js.
  await import(new URL(name + path.extname(import.meta.filename), import.meta.url).href);
}

function refuse(name: string): void {
  const meant = nearest(name, Object.keys(commands));
  const hint = meant === undefined ? 'latchkey --help lists the commands.' : `Did you mean ${meant}?`;
  console.error(`There is no command ${JSON.stringify(name)}. ${hint}`);
  process.exitCode = 1;
}

function ownVersion(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}
