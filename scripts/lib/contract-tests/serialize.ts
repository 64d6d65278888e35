import type { Parameter } from './contract.ts';
import { isRecord } from './subschemas.ts';

/** A pair of a query, a form or a cookie, not yet encoded. */
export type Pair = readonly [name: string, value: string];

/** OpenAPI, Parameter Object: what a style joins a list with where it isn't exploded. */
const separators: Readonly<Record<string, string>> = { form: ',', spaceDelimited: ' ', pipeDelimited: '|' };

/** A query parameter, a cookie or a form field as pairs, by its `style` and `explode`. */
export function pairsOf(
  { name, in: place, style = 'form', explode = style === 'form', content }: Parameter,
  value: unknown,
) {
  const pair = (text: unknown): Pair => [name, textOf(text)];
  if (content) return [pair(JSON.stringify(value))];
  if (Array.isArray(value)) {
    return explode && place !== 'cookie' ? value.map(pair) : [pair(value.map(textOf).join(separators[style] ?? ','))];
  }
  if (!isRecord(value)) return [pair(value)];
  const entries = Object.entries(value);
  if (style === 'deepObject') return entries.map(([key, inner]): Pair => [`${name}[${key}]`, textOf(inner)]);
  if (explode) return entries.map(([key, inner]): Pair => [key, textOf(inner)]);
  return [
    pair(
      entries
        .flat()
        .map(textOf)
        .join(separators[style] ?? ','),
    ),
  ];
}

/** A path parameter, percent-encoded, by its `style` and `explode`. */
export function segmentOf({ name, style = 'simple', explode = false, content }: Parameter, value: unknown): string {
  const encoded = (text: unknown) => strictlyEncoded(textOf(text));
  if (content) return encoded(JSON.stringify(value));
  const joiner = style === 'label' && explode ? '.' : ',';
  const named = isRecord(value)
    ? Object.entries(value).map(([key, inner]) => `${encoded(key)}${explode ? '=' : ','}${encoded(inner)}`)
    : [value].flat().map(encoded);
  if (style === 'label') return `.${named.join(joiner)}`;
  if (style !== 'matrix') return named.join(',');
  if (!explode) return `;${name}=${named.join(',')}`;
  return isRecord(value) ? `;${named.join(';')}` : named.map((text) => `;${name}=${text}`).join('');
}

/** A header's value. */
export function headerOf({ explode = false, content }: Parameter, value: unknown): string {
  if (content) return JSON.stringify(value);
  if (isRecord(value)) {
    return Object.entries(value)
      .map(([key, inner]) => `${key}${explode ? '=' : ','}${textOf(inner)}`)
      .join(',');
  }
  return [value].flat().map(textOf).join(',');
}

/** Pairs as a query or a form has them. */
export function encodePairs(pairs: readonly Pair[]): string {
  return pairs.map(([name, value]) => `${strictlyEncoded(name)}=${strictlyEncoded(value)}`).join('&');
}

/** `encodeURIComponent` leaves characters raw that RFC 3986 reserves. A lone surrogate has no UTF-8: it becomes U+FFFD. */
function strictlyEncoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
