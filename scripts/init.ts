#!/usr/bin/env node
/** Makes a project from a contract: a typed server, client and mock to start from. Overwrites nothing. */
import { existsSync } from 'node:fs';
import { readOptions, run } from './lib/command.ts';
import { initProject, type Outcome } from './lib/init/index.ts';

const help = `Usage: latchkey init [options]

Makes a project in the current folder from the OpenAPI 3.0 or 3.1 document in it: a typed server with one function per
operation, a typed client, and commands for mock, diff and contract tests. Files that exist stay as they are.

  --spec FILE   the document   (default: spec/openapi.yaml, openapi.yaml, or the only one that is here)
  --example     write a small document to start from
  --ci          write a GitHub workflow that keeps the contract
  --help        this text
`;

/** What the written project needs to compile and run. */
const needed = ['latchkey-client', 'latchkey-edge', 'latchkey-pipeline', 'typescript', '@types/node'];

await run(help, async () => {
  const options = readOptions({
    spec: { type: 'string' },
    example: { type: 'boolean', default: false },
    ci: { type: 'boolean', default: false },
  });
  console.log(describe(await initProject('.', options)));
});

function describe(outcome: Outcome): string {
  const { spec, info, written, leftAlone, added, operations, answering, undeclared, unserved } = outcome;
  const isInstalled = needed.every((name) => existsSync(`node_modules/${name}`));
  const next = [...(isInstalled ? [] : ['npm install']), 'npm run check', 'npm start'];
  const isNew = written.includes('server/handlers.ts');
  return [
    `${spec}: ${info.title} ${info.version}, ${operations} operation${operations === 1 ? '' : 's'}\n`,
    ...list('wrote', written),
    ...list('added to package.json', added),
    ...list('left alone', leftAlone),
    ...(isNew ? [`${answering} answer with the document's examples: write the others in server/handlers.ts.`] : []),
    ...few(undeclared, "can be refused with a 400 or 401 that the document doesn't declare"),
    ...few(unserved, 'need several security schemes at once: the server can not start with these'),
    `\nNext: ${next.join(' && ')}`,
  ].join('\n');
}

function list(title: string, items: readonly string[]): string[] {
  return items.length > 0 ? [`${title}:\n${items.map((item) => `  ${item}\n`).join('')}`] : [];
}

function few(names: readonly string[], words: string): string[] {
  const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')} …` : names.join(', ');
  return names.length > 0 ? [`${names.length} ${words}: ${shown}`] : [];
}
