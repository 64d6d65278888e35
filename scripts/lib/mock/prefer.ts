import type { Wanted } from './prism.ts';
import { Refusal } from './refusal.ts';

/** What a preference must look like, and what Prism calls it. */
const preferences: Readonly<
  Record<string, { readonly fits: RegExp; readonly needs: string; wanted(text: string): Wanted }>
> = {
  code: { fits: /^[2-5]\d\d$/, needs: 'a status such as 404', wanted: (text) => ({ code: Number(text) }) },
  example: { fits: /./, needs: "an example's name", wanted: (text) => ({ exampleKey: text }) },
  dynamic: { fits: /^(true|false)$/, needs: 'true or false', wanted: (text) => ({ dynamic: text === 'true' }) },
  seed: { fits: /./, needs: 'any text', wanted: (text) => ({ seed: text }) },
};

/**
 * What a request wants to be answered: `Prefer: code=404, example=NAME` (RFC 7240), or the query parameters `__code`,
 * `__example`, `__dynamic` and `__seed` where a header can't be sent.
 *
 * @throws {Refusal} 400 for a preference that makes no sense; those of other standards (`return=minimal`) are ignored
 */
export function preferenceOf(header: string | undefined, query: URLSearchParams): Wanted {
  const given = header === undefined ? fromQuery(query) : fromHeader(header);
  const wanted = given.map(([name, value]) => {
    const { fits, needs, wanted } = preferences[name] ?? {};
    if (!fits || !wanted) return {};
    if (!fits.test(value)) throw new Refusal(400, `Prefer: ${name} needs ${needs}, not "${value}".`, { isOurs: true });
    return wanted(value);
  });
  return Object.assign({}, ...wanted);
}

function fromHeader(header: string): [name: string, value: string][] {
  return header.split(/[,;]/).map((part) => {
    const [name = '', ...value] = part.split('=');
    return [
      name.trim().toLowerCase(),
      value
        .join('=')
        .trim()
        .replace(/^"(.*)"$/, '$1'),
    ];
  });
}

function fromQuery(query: URLSearchParams): [name: string, value: string][] {
  return [...query].filter(([name]) => name.startsWith('__')).map(([name, value]) => [name.slice(2), value]);
}
