/** Measures Latchkey beside what it is made of and what it competes with, on this machine. */
import { readOptions, run } from '../../scripts/lib/command.ts';
import type { Call } from './lib/call.ts';
import { listCalls, usualCalls } from './lib/calls.ts';
import { measureGeneration } from './lib/generation.ts';
import { installPeers } from './lib/install.ts';
import { measurePipeline } from './lib/pipeline.ts';
import { renderPipeline } from './lib/pipeline-report.ts';
import { render, summarise } from './lib/report.ts';
import { measureRounds, type RoundSettings } from './lib/rounds.ts';
import { oidcProviders, setStage } from './lib/stage.ts';

const parts = ['lists', 'pipeline'] as const;

const help = `Usage: npm run bench -- [lists | pipeline] [options]

Requests per second and p99 of Latchkey and its peers, in interleaved rounds, with their ratios; then the pipeline on
other people's documents, on GitHub's beside openapi-typescript, and from a save to the answers by it. With "pipeline"
only the latter; with "lists" only lists, of 1,000,000 keys beside 1,000. Absolute numbers are worth little on a busy
machine; each ratio is of two things measured in the same round.

  --rounds N     how often each call is measured                 (default: 5)
  --seconds N    how long each time                              (default: 3)
  --only IDS     some calls only, separated by commas            (default: all)
                 ${idsOf(usualCalls)}
                 and with "lists": ${idsOf(listCalls)}
  --json         the report as JSON
  --help         this text
`;

await run(help, async () => {
  const part = parts.find((name) => name === process.argv[2]);
  if (part) process.argv.splice(2, 1);
  const options = readOptions({
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  });
  const chosen = choose(part === 'lists' ? listCalls : usualCalls, options.only);
  const settings = {
    rounds: positive('rounds', options.rounds),
    seconds: positive('seconds', options.seconds),
    warmUpSeconds: 2,
    report: showProgress,
  };
  const service = part === 'pipeline' ? undefined : await measureService(chosen, settings);
  // Some calls only: whoever chose them wants nothing else.
  const wantsPipeline = part !== 'lists' && options.only === '';
  const pipeline = wantsPipeline ? await measureOthersDocuments(settings.rounds) : undefined;
  showProgress('');
  if (options.json) console.log(JSON.stringify({ ...service, ...(pipeline && { pipeline }) }, null, 2));
  else
    console.log([...(service ? [render(service)] : []), ...(pipeline ? [renderPipeline(pipeline)] : [])].join('\n\n'));
});

async function measureService(chosen: readonly Call[], settings: RoundSettings) {
  const servers = new Set(chosen.map(({ server }) => server));
  if (oidcProviders.some((name) => servers.has(name))) installPeers();
  showProgress('starting the servers');
  await using stage = await setStage(servers, showProgress);
  const results = await measureRounds(stage, chosen, settings);
  showProgress('generating');
  return summarise(chosen, results, settings, await measureGeneration());
}

async function measureOthersDocuments(rounds: number) {
  installPeers();
  return await measurePipeline(rounds, showProgress);
}

function choose(calls: readonly Call[], only: string): readonly Call[] {
  if (only === '') return calls;
  const ids = only.split(',');
  const unknown = ids.filter((id) => !calls.some((call) => call.id === id));
  if (unknown.length > 0) throw new Error(`--only: there is no ${unknown.join(', ')}. Try --help.`);
  return calls.filter(({ id }) => ids.includes(id));
}

function idsOf(calls: readonly Call[]): string {
  return calls.map(({ id }) => id).join(', ');
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${name} must be a whole number from 1 on. Try --help.`);
  return number;
}

/** One line that is written over again, where somebody watches; else nothing. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
}
