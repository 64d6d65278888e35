/** A body as its media type has it: text as it is, XML as elements, everything else as JSON. */
export function serialize(body: unknown, mediaType: string): string {
  if (/[/+]json\b/i.test(mediaType)) return JSON.stringify(body);
  if (typeof body === 'string') return body;
  return /[/+]xml\b/i.test(mediaType) ? elements('xml', body) : JSON.stringify(body);
}

/** An element for each member, and one for each item of a list. What `xml` says in the schema is not looked at. */
function elements(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => elements(name, item)).join('');
  const isObject = typeof value === 'object' && value !== null;
  const inner = isObject
    ? Object.entries(value)
        .map(([key, member]) => elements(key, member))
        .join('')
    : escaped(String(value ?? ''));
  return `<${name}>${inner}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
