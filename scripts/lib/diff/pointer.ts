/** An object of a document, whatever it is. */
export type Fields = Record<string, unknown>;

/** `#/paths/~1a/get` → `['paths', '/a', 'get']` (RFC 6901, as a URI fragment). */
export function segmentsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .filter((segment) => segment !== '')
    .map((segment) => safelyDecoded(segment).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** `['paths', '/a']` → `#/paths/~1a` */
export function pointerOf(segments: readonly (string | number)[]): string {
  return ['#', ...segments.map((segment) => String(segment).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}

/** The value at a place, or undefined. */
export function valueAt(document: unknown, segments: readonly string[]): unknown {
  return segments.reduce<unknown>((node, segment) => fieldsOf(node)[segment], document);
}

/** An object's or array's own fields; none for anything else, so that a walk needs no guards. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** A literal percent sign is no escape: `/100%` is a path. */
function safelyDecoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
