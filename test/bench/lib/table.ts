/**
 * Rows below a heading, in columns as wide as they need: text in the first one, numbers in the others. What stands beyond
 * the heading's last column is a remark.
 */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const pad = (cell: string, column: number) => {
    const width = widths[column];
    if (width === undefined) return cell;
    return column === 0 ? cell.padEnd(width) : cell.padStart(width);
  };
  return all.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

export function whole(number: number): string {
  return Math.round(number).toLocaleString('en');
}

/** Two digits after the point; nothing for what isn't known. */
export function fixed(number: number | undefined): string {
  if (number === undefined) return '';
  return number > 0 && number < 0.01 ? number.toPrecision(1) : number.toFixed(2);
}
