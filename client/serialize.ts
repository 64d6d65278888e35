/** Characters that encodeURIComponent leaves alone though RFC 3986 §2.2 reserves them; strict servers refuse them. */
const leftAlone = /[!'()*]/g;

/** Names and values as a query; an array repeats its name (`style: form, explode: true`). */
export function queryString(query: Readonly<Record<string, unknown>>): string {
  return Object.entries(query)
    .flatMap(([name, value]) => [value].flat().map((item) => `${encode(name)}=${encode(String(item))}`))
    .join('&');
}

/** How a body of this media type is written; what is neither JSON nor a form is sent as it is. */
export function serializer(mediaType = 'application/json'): (body: unknown) => unknown {
  if (/[/+]json$/i.test(mediaType)) return JSON.stringify;
  if (/^application\/x-www-form-urlencoded$/i.test(mediaType))
    return (body) => new URLSearchParams(body as Record<string, string>);
  return (body) => body;
}

/**
 * An empty path parameter would call the collection instead, and `.` or `..` the path above: a URL can't hold them,
 * not even encoded.
 *
 * @throws {TypeError}
 */
export function refuseUnsendable(
  operationId: string,
  values: Readonly<Record<string, unknown>>,
  names: readonly string[],
): void {
  for (const name of names) {
    const value = values[name];
    if (value === undefined || ['', '.', '..'].includes(String(value))) {
      throw new TypeError(
        `${operationId}: ${name} can't be ${value === undefined ? 'left out' : JSON.stringify(value)}`,
      );
    }
  }
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    leftAlone,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
