import type { Message } from './exchange.ts';

/** Header and variable: a secret's place in a line is taken by `$NAME`. */
export type Secrets = ReadonlyMap<string, string>;

/**
 * A message as a line for a POSIX shell. Values that are secret, or that differ from run to run, are left to variables.
 *
 * @param variables text to the name of the variable that stands for it
 */
export function curlLine(target: string, message: Message, variables: Secrets = new Map()): string {
  const { method, path, headers, body } = message;
  const quoted = (text: string) => quote(text, variables);
  const url = target.replace(/\/$/, '') + path;
  // curl tidies up dots and takes brackets for patterns, unless told.
  const flags = [...(/\/\.{1,2}(\/|$|\?)/.test(url) ? ['--path-as-is'] : []), ...(/[[\]{}]/.test(url) ? ['-g'] : [])];
  const isPlain = method === 'GET' || (method === 'POST' && body !== undefined);
  const sent = Object.entries(headers).filter(([name, value]) => !(name === 'Accept' && value === '*/*'));
  const parts = [
    'curl -i',
    ...flags,
    ...(method === 'HEAD' ? ['-I'] : isPlain ? [] : [`-X ${method}`]),
    quoted(url),
    // curl calls every body a form, and leaves out a header whose value is empty unless it ends in a semicolon.
    ...(body !== undefined && headers['Content-Type'] === undefined ? ["-H 'Content-Type:'"] : []),
    ...sent.map(([name, value]) => `-H ${value === '' ? quoted(`${name};`) : quoted(`${name}: ${value}`)}`),
    ...(body === undefined
      ? []
      : [`--data-raw ${quoted(typeof body === 'string' ? body : Buffer.from(body).toString('latin1'))}`]),
  ];
  return parts.join(' ');
}

/** Single quotes keep everything as it is, but for themselves; variables stand in double quotes between them. */
function quote(text: string, variables: Secrets): string {
  const [[secret, name] = ['', '']] = [...variables]
    .filter(([value]) => value !== '' && text.includes(value))
    .sort(([a], [b]) => b.length - a.length);
  if (secret === '') return plain(text);
  const [before = '', ...after] = text.split(secret);
  const rest = after.join(secret);
  return [before && quote(before, variables), `"$${name}"`, rest && quote(rest, variables)].join('');
}

function plain(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  // No shell can hold a NUL, and a terminal should not be sent control characters: bash's $'…' spells them out.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text)) return `$'${text.replace(/[\\'\u0000-\u001f\u007f]/g, spelled)}'`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function spelled(character: string): string {
  if (character === '\\' || character === "'") return `\\${character}`;
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
