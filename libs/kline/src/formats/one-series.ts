import { FormatError } from './format-error.js';
import type { ReadOptions, RowBatch } from './market-file.js';
import { mostCells, type Sample } from './sample.js';
import { normalSymbol } from './symbol-text.js';

/** Finds the one symbol whose rows are to be read out of a column of symbols; throws a FormatError when there are several and none was named. */
export function symbolOfRows({ rows }: Sample, place: number, options: ReadOptions): string | null {
  if (place < 0 || !mostCells(rows, place, () => true)) return null;
  const counts = new Map<string, number>();
  for (const row of rows) {
    const symbol = normalSymbol(row[place] ?? '');
    if (symbol !== '') counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  }
  const wanted = options.symbol === undefined ? undefined : normalSymbol(options.symbol);
  if (wanted !== undefined && counts.has(wanted)) return wanted;
  // What stands once or twice is a damaged row, not a symbol, where there are many rows of another.
  const found = [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .filter(([, times], at) => at === 0 || times > 2 || rows.length < 50)
    .map(([symbol]) => symbol);
  if (found.length === 1) return found[0];
  throw new FormatError(
    'several-symbols',
    [
      {
        field: 'symbol',
        problem: `the first rows are of ${found.slice(0, 20).join(', ').slice(0, 300)}`,
      },
    ],
    'Name one of them as the symbol to read its rows alone.',
  );
}

/** Throws a FormatError when bars of several symbols stand at the same times, with no column to tell them apart. */
export function checkOneSeries({ count, time, close }: RowBatch): void {
  const first = new Map<number, number>();
  let strange = 0;
  for (let row = 0; row < count; row += 1) {
    const known = first.get(time[row]);
    if (known === undefined) first.set(time[row], close[row]);
    else if (Math.abs(close[row] - known) > 0.05 * Math.abs(known)) strange += 1;
  }
  if (strange <= 0.2 * count || strange < 3) return;
  throw new FormatError(
    'several-symbols',
    [
      {
        field: 'time',
        problem: `${strange} of the first ${count} rows stand at the time of another row with quite another price`,
      },
    ],
    'Part the file into one for each symbol, or give it a column that names them.',
  );
}
