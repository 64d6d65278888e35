/** One document, for programs. */
export function json(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Rows as lines, their columns aligned. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

/** A number as people read it: 1,234,567. */
export function grouped(number: number): string {
  return number.toLocaleString('en');
}

/** @param bytes as `12.3 MB` */
export function megabytes(bytes: number): string {
  return `${grouped(Math.ceil(bytes / 1e5) / 10)} MB`;
}

/** @param milliseconds as `1.2 s` */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
