import { type CheckId, isCheckId } from './checks.ts';
import type { Credentials, Settings } from './settings.ts';

/** What a person typed, by the names of the command's options. */
type Options = Readonly<
  Partial<
    Record<'target' | 'token' | 'weak-token' | 'client-id' | 'client-secret' | 'api-key' | 'basic' | 'rate', string>
  > &
    Record<'header' | 'only' | 'skip' | 'enable' | 'value', readonly string[]> &
    Record<'cases' | 'random' | 'seed' | 'concurrency' | 'timeout', string> &
    Record<'closed' | 'allow-destructive', boolean>
>;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings of a run.
 *
 * @param environment where values of the form `env:NAME` are read
 * @throws with one sentence for the first option that makes no sense
 */
export function settingsFrom(options: Options, environment: Environment): Settings {
  return {
    target: targetUrl(options.target),
    credentials: credentialsOf(options, environment),
    values: Object.fromEntries(options.value.map(namedValue)),
    only: options.only,
    skip: options.skip.map(checkId),
    enable: [...options.enable.map(checkId), ...(options.closed ? (['closed'] as const) : [])],
    maxCasesPerOperation: numberOf('--cases', options.cases),
    randomCases: numberOf('--random', options.random),
    seed: numberOf('--seed', options.seed),
    concurrency: numberOf('--concurrency', options.concurrency, 1),
    ...(options.rate !== undefined && { rate: numberOf('--rate', options.rate, 1) }),
    patience: 1000 * numberOf('--timeout', options.timeout, 1),
    allowDestructive: options['allow-destructive'],
  };
}

function targetUrl(target: string | undefined): string {
  if (target === undefined) throw new Error('--target is missing: the URL of the server to test. Try --help.');
  if (!URL.canParse(target) || !/^https?:$/.test(new URL(target).protocol)) {
    throw new Error(`--target must be a URL such as http://localhost:8080, not ${target}`);
  }
  const { username, password, host } = new URL(target);
  if (username !== '' || password !== '') {
    throw new Error(`--target must not hold credentials; give those for ${host} with --basic or --header`);
  }
  return target;
}

function credentialsOf(options: Options, environment: Environment): Credentials {
  const names = {
    token: 'token',
    weakToken: 'weak-token',
    clientId: 'client-id',
    clientSecret: 'client-secret',
    apiKey: 'api-key',
    basic: 'basic',
  } as const;
  const given = Object.entries(names).flatMap(([key, option]): [string, string][] => {
    const value = options[option];
    return value === undefined ? [] : [[key, secret(`--${option}`, value, environment)]];
  });
  const credentials: Credentials = Object.fromEntries(given);
  if ((credentials.clientId === undefined) !== (credentials.clientSecret === undefined)) {
    throw new Error('--client-id and --client-secret go together');
  }
  const headers = Object.fromEntries(options.header.map((line) => headerOf(line, environment)));
  return { ...credentials, ...(options.header.length > 0 && { headers }) };
}

function headerOf(line: string, environment: Environment): [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new Error(`--header must be 'Name: text', not ${line}`);
  return [name, secret('--header', value, environment)];
}

function secret(option: string, value: string, environment: Environment): string {
  if (!value.startsWith('env:')) return value;
  const found = environment[value.slice('env:'.length)];
  if (!found) throw new Error(`${option}: the environment has no ${value.slice('env:'.length)}`);
  return found;
}

/** JSON if it is JSON, else a text. */
function namedValue(pair: string): [string, unknown] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
  if (name === undefined || value === undefined) throw new Error(`--value must be NAME=VALUE, not ${pair}`);
  try {
    return [name, JSON.parse(value)];
  } catch {
    return [name, value];
  }
}

function checkId(id: string): CheckId {
  if (!isCheckId(id)) throw new Error(`There is no check ${id}; --checks lists them`);
  return id;
}

function numberOf(option: string, digits: string, least = 0): number {
  if (!/^\d{1,9}$/.test(digits) || Number(digits) < least) {
    throw new Error(`${option} must be a whole number of at least ${least}, not ${digits}`);
  }
  return Number(digits);
}
