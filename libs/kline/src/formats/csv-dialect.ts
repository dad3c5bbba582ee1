/** Says how delimited text is cut; delimiter and newline are bytes. */
export interface CsvDialect {
  delimiter: number;
  newline: number;
  /** Whether whole lines stand in quotes, with the delimiters inside. */
  quotedLines: boolean;
  /** Whether several delimiters in a row are one. */
  collapse: boolean;
  /** The lines before the first row. */
  skip: number;
}

const LINES = 400;
const DELIMITERS = ['\t', ';', '|', ','];

/** Finds out how the beginning of a text is to be cut into cells; `whole` says that nothing comes after. */
export function findDialect(head: Buffer, whole: boolean): CsvDialect {
  const text = head.toString('latin1', 0, 128 * 1024);
  const newline = text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
  const lines = text.split(newline, LINES);
  if (lines.length < LINES && !(whole && head.length <= text.length)) lines.pop();
  const filled = lines.map((line) => line.trim()).filter((line) => line !== '');
  const quotedLines = shareOf(filled, (line) => /^"[^"]*"$/.test(line)) > 0.8;
  const bare = quotedLines ? filled.map((line) => line.slice(1, -1)) : filled;
  // Titles and comments come first, so the later lines tell how rows look.
  const rows = bare.length > 10 ? bare.slice(5) : bare;
  const delimiter = delimiterOf(rows);
  return {
    delimiter: delimiter.charCodeAt(0),
    newline: newline.charCodeAt(0),
    quotedLines,
    collapse: delimiter === ' ',
    skip: 0,
  };
}

// A comma may stand before decimals, so what else cuts all lines alike comes first.
function delimiterOf(rows: string[]): string {
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, ...usual(rows, delimiter) }));
  const good = counts.find(({ cells, share }) => cells >= 4 && share >= 0.7);
  if (good) return good.delimiter;
  const best = counts.reduce((one, other) => (other.cells > one.cells ? other : one));
  if (best.cells >= 4) return best.delimiter;
  const blanks = usual(
    rows.map((row) => row.replaceAll(/ +/g, ' ')),
    ' ',
  );
  return blanks.cells >= 5 && blanks.share >= 0.7 ? ' ' : best.delimiter;
}

function usual(rows: string[], delimiter: string): { cells: number; share: number } {
  const seen = new Map<number, number>();
  for (const row of rows) {
    const cells = countCells(row, delimiter);
    seen.set(cells, (seen.get(cells) ?? 0) + 1);
  }
  let cells = 1;
  let most = 0;
  for (const [count, times] of seen) {
    if (times > most) [cells, most] = [count, times];
  }
  return { cells, share: rows.length === 0 ? 0 : most / rows.length };
}

function countCells(row: string, delimiter: string): number {
  const bare = row.includes('"') ? row.replaceAll(/"[^"]*"/g, '') : row;
  return bare.split(delimiter).length;
}

function shareOf(lines: string[], test: (line: string) => boolean): number {
  return lines.length === 0 ? 0 : lines.filter(test).length / lines.length;
}
