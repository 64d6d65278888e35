/** A name as a property: as it is, or quoted. */
export function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

/** A string literal in single quotes. */
export function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

/** Characters, as far as this project's own lines go. */
const lineWidth = 100;

/** A JSON value as TypeScript: on one line if it is short, else indented from its second line on. */
export function literal(value: unknown, indent: number): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  const parts = Object.entries(value).map(
    ([name, part]) => (isList ? '' : `${property(name)}: `) + literal(part, indent + 2),
  );
  if (parts.length === 0) return open + close;
  const line = isList ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
  if (!line.includes('\n') && line.length + indent <= lineWidth) return line;
  const margin = ' '.repeat(indent);
  return `${open}\n${parts.map((part) => `${margin}  ${part},\n`).join('')}${margin}${close}`;
}

/** Somebody else's words, as one line that can't end the comment it stands in. */
export function remark(words: string): string {
  return words.replace(/\s+/g, ' ').replaceAll('*/', '* /').trim();
}
