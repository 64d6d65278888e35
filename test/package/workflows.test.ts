import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseYaml } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { mergeManifest } from '../../scripts/lib/init/manifest.ts';

interface Step {
  readonly name?: string;
  readonly run?: string;
}

interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Record<string, { readonly name?: string; readonly steps: readonly Step[] }>;
}

const read = (file: string) => readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8');
const scriptsOf = (manifest: string) => Object.keys(JSON.parse(manifest).scripts);

/** Each workflow, with the scripts of the project that it is for: ours, and one that `latchkey init --ci` writes. */
const workflows: readonly [file: string, scripts: readonly string[]][] = [
  ['.github/workflows/ci.yml', scriptsOf(read('package.json'))],
  ['scripts/lib/init/template/contract.yml', scriptsOf(mergeManifest(undefined, '.', undefined).text)],
];

test.each(workflows)('%s makes claims, and may only read', (file) => {
  const { jobs, permissions } = parseYaml(read(file)) as Workflow;
  expect(permissions).toEqual({ contents: 'read' });
  for (const [id, { name = '' }] of Object.entries(jobs)) expect(name, id).toMatch(/^[A-Z]\w* .*\w/);
});

test.each(workflows)('every command of %s is one of the project, with options that it has', (file, scripts) => {
  const { jobs } = parseYaml(read(file)) as Workflow;
  const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run = '' }) => commandsOf(run)));
  expect(commands.length).toBeGreaterThan(2);
  for (const { script, options } of commands) {
    expect(scripts).toContain(script);
    if (options.length > 0 && script !== 'test') {
      const help = read(`scripts/${script}.ts`);
      for (const option of options) expect(help, `${script} ${option}`).toMatch(new RegExp(`^ +${option}\\b`, 'm'));
    }
  }
});

/** `npm run --silent diff -- --base X` → diff, --base */
function commandsOf(text: string): { script: string; options: string[] }[] {
  const lines = text.replaceAll('\\\n', ' ').split('\n');
  return lines.flatMap((line) => {
    const [, script = '', rest = ''] = /npm (?:run (?:--silent )?)?(?!ci\b|install\b)(\w+)(.*)/.exec(line) ?? [];
    const [, parameters = ''] = rest.split(' -- ');
    return script ? [{ script, options: parameters.match(/(?<=^| )--[\w-]+/g) ?? [] }] : [];
  });
}
