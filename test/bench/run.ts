/** Measures Latchkey beside what it is made of and what it competes with, and beside itself, on this machine. */
import { readOptions, run } from '../../scripts/lib/command.ts';
import { usualConnections } from './lib/load.ts';
import { renderMachine, thisMachine } from './lib/machine.ts';
import { engines } from './parts/engines.ts';
import { keys } from './parts/keys.ts';
import { memory } from './parts/memory.ts';
import type { Part } from './parts/part.ts';
import { lists, peers } from './parts/peers.ts';
import { pipeline } from './parts/pipeline.ts';
import { replicas } from './parts/replicas.ts';
import { start } from './parts/start.ts';

const parts: Readonly<Record<string, Part>> = { peers, lists, pipeline, engines, replicas, keys, start, memory };

const help = `Usage: npm run bench -- [PART …] [options]

Parts, by default peers and pipeline:

${Object.entries(parts)
  .map(([name, { summary, calls = [] }]) => `  ${name.padEnd(9)} ${summary}${idsOf(calls)}`)
  .join('\n')}

Rounds are interleaved, and each ratio is of two things measured in the same round: absolute numbers are worth little on a
busy machine. PostgreSQL is a real server from npm, or the one that TEST_DATABASE_URL names; without one its rows are
left out. Its files are in the system's temporary folder: set TMPDIR if that is memory, where a sync costs nothing.

  --rounds N     how often everything is measured                (default: 5)
  --seconds N    how long each call is measured each time        (default: 3)
  --only IDS     some calls only, separated by commas            (default: all)
  --keys N       with "keys": as many keys at most               (default: 1000000)
  --json         the report as JSON
  --help         this text
`;

await run(help, async () => {
  const named = takeNames();
  const options = readOptions({
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    keys: { type: 'string', default: '1000000' },
    json: { type: 'boolean', default: false },
  });
  const only = options.only === '' ? [] : options.only.split(',');
  // Some calls only: whoever chose them wants nothing else.
  const names = named.length > 0 ? named : only.length > 0 ? ['peers'] : ['peers', 'pipeline'];
  mustKnow(names, only);
  const settings = {
    rounds: positive('rounds', options.rounds),
    seconds: positive('seconds', options.seconds),
    keys: positive('keys', options.keys),
    only,
    warmUpSeconds: 2,
    report: showProgress,
  };
  const machine = thisMachine();
  const say = (text: string) => {
    showProgress('');
    if (!options.json) console.log(text);
  };
  const { rounds, seconds } = settings;
  say(renderMachine(machine));
  say(
    `medians of ${rounds} interleaved rounds of ${seconds} s, ${usualConnections} connections where not said otherwise`,
  );
  const reports: Record<string, object> = {};
  for (const name of names) {
    const part = parts[name];
    if (!part) continue;
    const { report, text } = await part.measure(settings);
    say(`\n${name}: ${part.summary}\n\n${text}`);
    reports[name] = report;
  }
  const measured = { rounds, seconds, connections: usualConnections };
  if (options.json) console.log(JSON.stringify({ machine, settings: measured, ...reports }, null, 2));
});

/** Takes the parts that are named first off the command line. */
function takeNames(): string[] {
  const end = process.argv.findIndex((argument, index) => index >= 2 && argument.startsWith('-'));
  const names = process.argv.splice(2, (end < 0 ? process.argv.length : end) - 2);
  const unknown = names.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}. Try --help.`);
  return names;
}

/** @throws if a call is asked for that no part has */
function mustKnow(names: readonly string[], only: readonly string[]): void {
  const known = names.flatMap((name) => parts[name]?.calls ?? []).map(({ id }) => id);
  const unknown = only.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw new Error(`--only: there is no ${unknown.join(', ')}. Try --help.`);
}

function idsOf(calls: readonly { readonly id: string }[]): string {
  return calls.length === 0 ? '' : `\n            (${calls.map(({ id }) => id).join(', ')})`;
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
