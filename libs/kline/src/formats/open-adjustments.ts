import { AdjustmentDecoder, type AdjustmentPlaces } from './adjustments.js';
import { readFileName } from './file-name.js';
import { FormatError } from './format-error.js';
import type { ColumnName, MarketFile, ReadOptions } from './market-file.js';
import { readRows } from './read-rows.js';
import type { TextReading } from './text-reading.js';
import { timeStyle } from './time-style.js';
import type { TextFile } from './open-rows.js';

/** Opens a file of splits and dividends. */
export function openAdjustments(
  reading: TextReading,
  file: TextFile,
  places: AdjustmentPlaces,
  options: ReadOptions,
  notes: string[],
): MarketFile {
  const { sample } = reading;
  const dates = sample.rows.map((row) => row[places.date ?? 0] ?? '');
  const style = timeStyle(dates, notes);
  const first = new AdjustmentDecoder(places, style);
  reading.scanner(first).scan(file.head, 0, file.head.length, file.whole);
  const { rows, refused } = first.take();
  if (rows.length < refused.length || rows.length === 0) {
    throw new FormatError('mostly-unreadable', [
      {
        field: 'date',
        problem: `${refused.length} of the first ${rows.length + refused.length} rows`,
      },
    ]);
  }
  if (places.ticker !== undefined) notes.push('A map of tickers: each was in use up to its day.');
  if (places.priceFactor !== undefined) notes.push('Factors for prices up to each day.');
  const named = file.names.map(readFileName).find((name) => name.symbol !== null);
  const columns: Partial<Record<ColumnName, string | number>> = { date: places.date ?? 0 };
  return {
    found: {
      format: options.format ?? (sample.header ? 'csv' : 'lean'),
      kind: 'adjustments',
      symbol: options.symbol ?? named?.symbol ?? null,
      timeframe: null,
      timezone: 'UTC',
      sessionZone: 'UTC',
      dayStartMs: 0,
      columns,
      notes,
    },
    adjustments() {
      const decoder = new AdjustmentDecoder(places, style);
      return readRows(file.stream(), reading.scanner(decoder), decoder);
    },
    async *batches() {},
  };
}
