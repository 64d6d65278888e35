import { curlLine } from './curl.ts';
import type { Message } from './exchange.ts';
import type { Made } from './resources.ts';
import { encodePairs } from './serialize.ts';

/** A text that is not shown where it proves who calls. */
export interface Secret {
  readonly value: string;
  /** The name of the shell variable that stands for it. */
  readonly variable: string;
  /** `header authorization`, `query key`; a header's name is in small letters. */
  readonly places: readonly string[];
}

interface ScriptParts {
  readonly target: string;
  readonly messages: readonly Message[];
  readonly secrets: readonly Secret[];
  /** What the messages need to be there, and how it was asked for. */
  readonly made: readonly (Made & { readonly message: Message | undefined })[];
}

const notes: Readonly<Record<string, string>> = {
  TOKEN: 'a token that may do everything',
  WEAK_TOKEN: 'a token without scopes',
  BASIC: 'user:password in base64',
  API_KEY: 'the API key',
};

/** Lines for a shell: the variables to set, with a word on each, and the messages as curl lines. */
export function scriptOf({ target, messages, secrets, made }: ScriptParts): string[] {
  const names = new Map<string, string>();
  const lineOf = (message: Message) =>
    curlLine(target, named(hidden(message, secrets), names), marksOf(secrets, names));
  const setUp = made.flatMap(({ path, message, found }) => {
    const [name, value] = Object.entries(path).at(-1) ?? [];
    if (name === undefined || !message) return [];
    const variable = name
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .replace(/\W/g, '_')
      .toUpperCase();
    const line = lineOf(message);
    names.set(encodeURIComponent(String(value)), variable);
    return [`${variable}=…  # ${found} of what this answers: ${line}`];
  });
  const lines = messages.map(lineOf);
  const used = [...new Set(secrets.map(({ variable }) => variable))].filter((name) =>
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

function marksOf(secrets: readonly Secret[], names: ReadonlyMap<string, string>): Map<string, string> {
  const variables = [...secrets.map(({ variable }) => variable), ...names.values()];
  return new Map(variables.map((variable) => [mark(variable), variable]));
}

/** The message with a mark in place of each secret, where it proves who calls. */
function hidden({ path, headers, ...message }: Message, secrets: readonly Secret[]): Message {
  const [bare = '', ...query] = path.split('?');
  const pairs = query.join('?').split('&');
  const shown = pairs.map((pair) => {
    const secret = secrets.find(({ value, places }) =>
      places.some(
        (place) => place.startsWith('query ') && encodePairs([[place.slice('query '.length), value]]) === pair,
      ),
    );
    return secret ? pair.slice(0, pair.indexOf('=') + 1) + mark(secret.variable) : pair;
  });
  const hide = (name: string, text: string): string => {
    // The longest first: it may hold another one.
    const here = secrets.filter((one) => isAt(one, `header ${name}`)).sort((a, b) => b.value.length - a.value.length);
    // Alone, after the name of a scheme, or as one of the cookies.
    const starts = ['', 'Bearer ', 'Basic ', ...(/^cookie$/i.test(name) ? cookieNames(text) : [])];
    for (const { value, variable } of here) {
      const start = starts.find((one) => text === one + value || text.startsWith(`${one}${value}; `));
      if (start !== undefined) return start + mark(variable) + text.slice(start.length + value.length);
    }
    return text;
  };
  return {
    ...message,
    path: query.length > 0 ? `${bare}?${shown.join('&')}` : bare,
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, hide(name, text)])),
  };
}

/** What may stand before a cookie's value: all up to each `=`. */
function cookieNames(text: string): string[] {
  return [...text.matchAll(/=/g)].map(({ index }) => text.slice(0, index + 1));
}

function isAt({ places }: Secret, place: string): boolean {
  return places.includes(place.toLowerCase());
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
