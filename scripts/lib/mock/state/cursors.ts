/** The longest number in a text, if it is long enough to count with. */
function numberIn(text: string): { readonly at: number; readonly digits: string } | undefined {
  const [longest] = [...text.matchAll(/\d{4,}/g)].sort((a, b) => b[0].length - a[0].length);
  return longest && { at: longest.index, digits: longest[0] };
}

/**
 * A cursor that says how many things are before it: like the contract's example, so that it fits what is declared of
 * cursors, with that number in place of the longest one.
 */
export function writeCursor(index: number, example: string | undefined): string {
  const number = numberIn(example ?? '');
  if (example === undefined || !number) return Buffer.from(`offset ${index}`).toString('base64url');
  const { at, digits } = number;
  return example.slice(0, at) + String(index).padStart(digits.length, '0') + example.slice(at + digits.length);
}

/** How many things are before a cursor; undefined if it is none of ours, as the example is. */
export function readCursor(text: string | undefined, example: string | undefined): number | undefined {
  if (text === undefined || text === example) return undefined;
  const { at = 0, digits = '' } = numberIn(example ?? '') ?? {};
  const [, index] = digits
    ? [text, text.slice(at, at + digits.length)]
    : (/^offset (\d+)$/.exec(Buffer.from(text, 'base64url').toString()) ?? []);
  return index !== undefined && /^\d+$/.test(index) ? Number(index) : undefined;
}
