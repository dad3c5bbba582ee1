import { headerName } from './header-names.js';
import { isAbsentText } from './row-text.js';
import { looseNumber } from './loose-number.js';
import { looksLikeTime } from './time-style.js';

/** Holds the beginning of a file as texts, to find out by looking what it is. */
export interface Sample {
  /** What the columns are called; null where nothing calls them. */
  header: string[] | null;
  /** Whether some of that names a column of market data. */
  named: boolean;
  /** The header's line as it stood. */
  headerText: string | null;
  rows: string[][];
  /** The cells that rows usually have. */
  cells: number;
  /** The lines before the first row. */
  skip: number;
  /** What stood before header and rows. */
  preamble: string;
}

const LEADING = 40;
const LOOKED_AT = 400;

/** Tells the header from the rows of delimited text, given as cells and the lines they stood in. */
export function sampleOf(rows: string[][], lines: number[], delimiter: string): Sample {
  const cells = usualCells(rows);
  const leading = rows.slice(0, LEADING);
  const data = leading.findIndex((row) => isData(row, cells));
  const first = data < 0 && endsInHeader(rows) ? rows.length : Math.max(data, 0);
  const header = headerAmong(leading.slice(0, first), cells);
  return {
    header,
    named: header?.some((text) => headerName(text) !== undefined) ?? false,
    headerText: header && header.join(delimiter),
    rows: rows.slice(first),
    cells,
    skip: (lines[first] ?? 1) - 1,
    preamble: leading
      .slice(0, first)
      .map((row) => row.join(delimiter))
      .join('\n'),
  };
}

/** Says whether most filled cells of a column pass a test, and some are filled; of many rows, some are looked at. */
export function mostCells(
  rows: readonly string[][],
  place: number,
  test: (text: string) => boolean,
  share = 0.8,
): boolean {
  const step = Math.ceil(rows.length / LOOKED_AT);
  const filled: string[] = [];
  for (let row = 0; row < rows.length; row += step) {
    const text = rows[row][place] ?? '';
    if (!isAbsentText(text)) filled.push(text.trim());
  }
  return filled.length > 0 && filled.filter(test).length >= share * filled.length;
}

/** Says whether a text is a number, as people write it too. */
export function isNumberText(text: string): boolean {
  return !Number.isNaN(looseNumber(text, '.')) || !Number.isNaN(looseNumber(text, ','));
}

function usualCells(rows: string[][]): number {
  const seen = new Map<number, number>();
  for (const row of rows.length > 10 ? rows.slice(5) : rows) {
    seen.set(row.length, (seen.get(row.length) ?? 0) + 1);
  }
  let usual = rows.at(-1)?.length ?? 0;
  for (const [count, times] of seen) if (times > (seen.get(usual) ?? 0)) usual = count;
  return usual;
}

function isData(row: string[], cells: number): boolean {
  if (row.length !== cells) return false;
  const told = row.filter((text) => isNumberText(text) || looksLikeTime(text)).length;
  return told >= Math.max(1, Math.floor(cells / 3));
}

function endsInHeader(rows: string[][]): boolean {
  const names = rows.at(-1)?.filter((text) => headerName(text) !== undefined) ?? [];
  return rows.length <= LEADING && names.length > 2;
}

// Of several lines before the rows (comments, titles, headers of pandas) the one that names most columns is the header.
function headerAmong(rows: string[][], cells: number): string[] | null {
  let best: string[] | null = null;
  let most = 0;
  for (const row of rows) {
    const names = row.filter((text) => headerName(text) !== undefined).length;
    if (names > most) [best, most] = [row, names];
  }
  const last = rows.at(-1);
  if (best === null && last && last.length > 1 && Math.abs(last.length - cells) <= 1) best = last;
  return best && best.map((text) => text.trim());
}
