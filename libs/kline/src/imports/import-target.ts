import { isTimeframe } from '@app/engine';
import { AppError, text } from '@app/platform';
import { FormatError, type FoundFile } from '../formats/index.js';
import type { SeriesName } from '../series-writer.repository.js';
import { isSymbol } from '../symbol.js';
import { importErrors } from './import.errors.js';
import { BAR_SHAPE, type ImportShape, RATE_SHAPE } from './import-shape.js';
import { readerText } from './reader-phrases.js';

/** Is the series into which a file goes, and the shape of its rows. */
export interface ImportTarget {
  name: SeriesName;
  shape: ImportShape;
}

/** Finds the symbol of a file; throws `kline/import-symbol-missing`. */
export function symbolOf({ symbol }: FoundFile): string {
  if (isSymbol(symbol)) return symbol;
  throw new AppError(importErrors['kline/import-symbol-missing']);
}

/** Finds the series into which bars or funding rates go; throws `kline/import-symbol-missing` and `kline/import-timeframe-missing`. */
export function targetOf(found: FoundFile): ImportTarget {
  const { kind, timeframe } = found;
  const symbol = symbolOf(found);
  if (kind === 'funding') return { name: { symbol, kind, timeframe: '' }, shape: RATE_SHAPE };
  if (!isTimeframe(timeframe)) throw new AppError(importErrors['kline/import-timeframe-missing']);
  return { name: { symbol, kind: 'bars', timeframe }, shape: BAR_SHAPE };
}

/** Turns what a reader throws at a file that it refuses into a failure that a client may see; anything else stays as it is. */
export function readingFailure(error: unknown): unknown {
  if (!(error instanceof FormatError)) return error;
  const said = [error.message, error.hint].filter(Boolean).map(readerText);
  // The signs at the end of Chinese sentences need no space after them.
  const reason = text(said.map(({ en }) => en).join(' '), said.map(({ zh }) => zh).join(''));
  const details = error.details.map(({ field, problem }) => ({
    field,
    problem: readerText(problem),
  }));
  return new AppError(importErrors['kline/import-unreadable'], { values: { reason }, details });
}
