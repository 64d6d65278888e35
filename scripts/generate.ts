#!/usr/bin/env node
/** Makes `generated/` from the contract, or checks that it is what the contract says. */
import { enableCompileCache } from 'node:module';
import { performance } from 'node:perf_hooks';
import { readOptions, run } from './lib/command.ts';
import { defaultSpec } from './lib/default-spec.ts';
import { findDrift, refuseOtherThanFolder, refuseToReplace, writeFiles } from './lib/output.ts';
import { createProgressLines } from './lib/progress.ts';
import { recall, remember } from './lib/record.ts';

const help = `Usage: npm run generate -- [options]

Makes types, the operation table, enums and one bundled document from an OpenAPI 3.0 or 3.1 document. Does nothing if
neither the document nor what follows from it has changed since the last time.

  --spec FILE   the document            (default: spec/openapi.yaml, or openapi.yaml)
  --out FOLDER  where the files go      (default: generated)
  --check       write nothing; fail if a file there is changed, missing or extra
  --force       do everything anew, whatever is known of the last time
  --help        this text
`;

/** Doubtful places that are shown; the rest is counted. */
const maxWarnings = 10;

await run(help, async () => {
  const started = performance.now();
  const time = () => `${Math.round(performance.now() - started)} ms`;
  const { spec, out, check, force } = readOptions({
    spec: { type: 'string', default: defaultSpec() },
    out: { type: 'string', default: 'generated' },
    check: { type: 'boolean', default: false },
    force: { type: 'boolean', default: false },
  });
  refuseOtherThanFolder(out);
  const known = check || force ? undefined : recall({ spec, out });
  if (known) {
    tell(known);
    console.log(`${out}: up to date (${time()})`);
    return;
  }

  const progress = createProgressLines(process.stderr);
  const { files, warnings, inputs, sources } = await work(spec, progress.step).finally(progress.end);
  tell(warnings);
  if (check) {
    const drift = findDrift(out, files);
    for (const { file, kind } of drift) console.error(`${out}/${file} is ${kind}`);
    const advice = drift.every(({ kind }) => kind === 'extra') ? 'Delete what is extra.' : 'Run: npm run generate';
    if (drift.length > 0) throw new Error(`${out} is not what ${spec} says. ${advice}`);
    console.log(`${out}: in sync with ${spec} (${time()})`);
    return;
  }
  refuseToReplace(out, files, sources);
  const written = writeFiles(out, files);
  if (inputs) remember({ spec, out }, { inputs, outputs: [...files.keys()], warnings });
  console.log(
    written.length > 0 ? `${out}: wrote ${written.join(', ')} (${time()})` : `${out}: up to date (${time()})`,
  );
});

/** Loads the libraries only now: that takes longer than to see that nothing has changed. */
async function work(spec: string, step: (name: string) => void) {
  step('load');
  // To compile TypeScript's compiler takes as long as everything else for a small document.
  enableCompileCache();
  const [{ generateWithContract }, { formatProblem }] = await Promise.all([
    import('./lib/generate.ts'),
    import('./lib/problem.ts'),
  ]);
  const { files, contract } = await generateWithContract(spec, step);
  return { files, warnings: contract.warnings.map(formatProblem), inputs: contract.inputs, sources: contract.files };
}

function tell(warnings: readonly string[]): void {
  for (const warning of warnings.slice(0, maxWarnings)) console.error(`warning: ${warning}`);
  const rest = warnings.length - maxWarnings;
  if (rest > 0) console.error(`warning: … and ${rest} more`);
}
