#!/usr/bin/env node
/** Makes `generated/` from the contract, or checks that it is what the contract says. */
import { performance } from 'node:perf_hooks';
import { readOptions, run } from './lib/command.ts';
import { generate } from './lib/generate.ts';
import { findDrift, writeFiles } from './lib/output.ts';

const help = `Usage: npm run generate -- [options]

Makes types, the operation table, enums and one bundled document from an OpenAPI 3.0 or 3.1 document.

  --spec FILE   the document            (default: spec/openapi.yaml)
  --out FOLDER  where the files go      (default: generated)
  --check       write nothing; fail if a file there is changed, missing or extra
  --help        this text
`;

await run(help, async () => {
  const options = readOptions({
    spec: { type: 'string', default: 'spec/openapi.yaml' },
    out: { type: 'string', default: 'generated' },
    check: { type: 'boolean', default: false },
  });
  const started = performance.now();
  const files = await generate(options.spec);
  const time = `${Math.round(performance.now() - started)} ms`;

  if (!options.check) {
    const written = writeFiles(options.out, files);
    console.log(
      written.length > 0
        ? `${options.out}: wrote ${written.join(', ')} (${time})`
        : `${options.out}: up to date (${time})`,
    );
    return;
  }
  const drift = findDrift(options.out, files);
  for (const { file, kind } of drift) console.error(`${options.out}/${file} is ${kind}`);
  if (drift.length > 0) throw new Error(`${options.out} is not what ${options.spec} says. Run: npm run generate`);
  console.log(`${options.out}: in sync with ${options.spec} (${time})`);
});
