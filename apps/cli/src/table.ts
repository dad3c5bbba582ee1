/** Lays rows out in columns; numbers, and dashes for those that are not known, stand to the right. */
export function table(head: readonly string[], rows: readonly (string | number)[][]): string {
  const lines = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, k) => Math.max(...lines.map((line) => line[k].length)));
  const right = head.map((_, k) => rows.some((row) => typeof row[k] === 'number'));
  const pad = (cell: string, k: number) =>
    right[k] ? cell.padStart(widths[k]) : cell.padEnd(widths[k]);
  return lines.map((line) => `${line.map(pad).join('  ').trimEnd()}\n`).join('');
}
