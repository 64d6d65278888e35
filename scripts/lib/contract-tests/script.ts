import { curlLine } from './curl.ts';
import type { Message } from './exchange.ts';
import type { Made } from './resources.ts';

interface ScriptParts {
  readonly target: string;
  readonly messages: readonly Message[];
  /** Secret to the name of its variable. */
  readonly secrets: ReadonlyMap<string, string>;
  /** What the messages need to be there, and how it was asked for. */
  readonly made: readonly (Made & { readonly message: Message | undefined })[];
}

const notes: Readonly<Record<string, string>> = {
  TOKEN: 'a token that may do everything',
  WEAK_TOKEN: 'a token without scopes',
  BASIC: 'user:password in base64',
  CLIENT_SECRET: 'the secret of the client',
  API_KEY: 'the API key',
};

/** Lines for a shell: the variables to set, with a word on each, and the messages as curl lines. */
export function scriptOf({ target, messages, secrets, made }: ScriptParts): string[] {
  const names = new Map<string, string>();
  const setUp = made.flatMap(({ path, message, found }) => {
    const [name, value] = Object.entries(path).at(-1) ?? [];
    if (name === undefined || !message) return [];
    const variable = name
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .replace(/\W/g, '_')
      .toUpperCase();
    const line = curlLine(target, named(message, names), withNames(secrets, names));
    names.set(encodeURIComponent(String(value)), variable);
    return [`${variable}=…  # ${found} of what this answers: ${line}`];
  });
  const lines = messages.map((message) => curlLine(target, named(message, names), withNames(secrets, names)));
  const used = [...new Set(secrets.values())].filter((name) =>
    [...setUp, ...lines].some((line) => line.includes(`"$${name}"`)),
  );
  return [
    ...used.map((name) => `${name}=…  # ${notes[name] ?? 'a token as the case asks for, or what the run was given'}`),
    ...setUp,
    ...lines,
  ];
}

/** No text of a message looks like this. */
const mark = (variable: string) => `\u0001${variable}\u0001`;

function withNames(secrets: ReadonlyMap<string, string>, names: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...secrets, ...[...names.values()].map((variable): [string, string] => [mark(variable), variable])]);
}

/** The message with a mark in place of each whole segment of its path that names something made. */
function named(message: Message, names: ReadonlyMap<string, string>): Message {
  const [path = '', ...query] = message.path.split('?');
  const segments = path.split('/').map((segment) => {
    const variable = names.get(segment);
    return variable === undefined ? segment : mark(variable);
  });
  return { ...message, path: [segments.join('/'), ...query].join('?') };
}
