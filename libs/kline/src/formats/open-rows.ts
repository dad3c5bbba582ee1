import { decimalSign } from './decimal-sign.js';
import { readFileName } from './file-name.js';
import { FormatError } from './format-error.js';
import { describeRows } from './describe-rows.js';
import type { MarketFile, ReadOptions, RowBatch } from './market-file.js';
import { formatOf, isLean, isLeanEquity } from './market-formats.js';
import { checkOneSeries, symbolOfRows } from './one-series.js';
import { checkLabels, orderPrices } from './ordered-prices.js';
import { namePlaces, noteVolume } from './places.js';
import { readRows } from './read-rows.js';
import { checkReadable } from './readable-rows.js';
import { BATCH_ROWS } from './row-batch.js';
import { RowDecoder, type RowPlan } from './row-decoder.js';
import type { TextColumns } from './text-columns.js';
import type { TextReading } from './text-reading.js';
import type { TimePlan } from './time-reader.js';
import { timeStyle } from './time-style.js';
import { countsMilliseconds, takeToldPrices } from './unnamed-columns.js';
import { ZoneClock } from './zone-clock.js';

/** Is a text file with its beginning at hand. */
export interface TextFile {
  names: string[];
  head: Buffer;
  /** Whether the head is all. */
  whole: boolean;
  stream(): AsyncIterable<Uint8Array>;
}

/** Opens a text file of bars or funding rates whose columns are known. */
export function openRows(
  reading: TextReading,
  file: TextFile,
  columns: TextColumns,
  options: ReadOptions,
  notes: string[],
): MarketFile {
  const { sample } = reading;
  const plan = planOf(reading, file, columns, options, notes);
  let decoder = decodeHead(reading, file, plan);
  checkReadable(decoder.batch, decoder.refused);
  if (columns.kind === 'bars' && isFunding(decoder.batch)) {
    Object.assign(plan, { rates: true });
    notes.push('The open holds funding rates; all else is 0.');
  } else if (columns.unnamed) {
    const moved = orderPrices(plan, decoder.batch, options, notes);
    if (takeToldPrices(plan.places, sample, options) || moved)
      decoder = decodeHead(reading, file, plan);
  } else if (!plan.rates && !options.columns) checkLabels(decoder.batch);
  if (!plan.rates) {
    checkOneSeries(decoder.batch);
    noteVolume(plan.places, notes);
  }
  const opened: MarketFile = {
    found: {
      format: options.format ?? formatOf(sample, plan.places, reading.json),
      kind: plan.rates ? 'funding' : 'bars',
      columns: namePlaces(plan.places, sample.header),
      notes,
      ...describeRows({
        times: decoder.batch.time.subarray(0, decoder.batch.count),
        local: isLocal(reading, plan),
        timezone: plan.time.clock.zone,
        symbol: plan.symbol,
        names: file.names,
        kind: plan.rates ? 'funding' : 'bars',
        options,
        notes,
      }),
    },
    batches() {
      const rows = new RowDecoder(plan, BATCH_ROWS);
      return readRows(file.stream(), reading.scanner(rows), rows);
    },
    async *adjustments() {},
  };
  // Texts of the first rows are looked at no more, and should not stay as long as the file is read.
  sample.rows = [];
  return opened;
}

function planOf(
  { sample }: TextReading,
  file: TextFile,
  columns: TextColumns,
  options: ReadOptions,
  notes: string[],
): RowPlan {
  const { places, kind } = columns;
  const lean = columns.unnamed && isLean(sample);
  const equity = lean && isLeanEquity(sample);
  if (equity)
    notes.push('Whole prices as LEAN writes them for stocks: they were divided by 10,000.');
  const { open, high, low, close } = places;
  return {
    cells: sample.cells,
    places,
    time: timePlan(sample.rows, file, columns, options, equity ? 'America/New_York' : 'UTC', notes),
    decimal: decimalSign(
      sample,
      [open, high, low, close].filter((place) => place >= 0),
      options.decimal,
    ),
    priceScale: equity ? 10_000 : 1,
    symbol: symbolOfRows(sample, places.symbol, options),
    rates: kind === 'funding',
    header: sample.headerText,
  };
}

function timePlan(
  rows: string[][],
  file: TextFile,
  { places, unnamed }: TextColumns,
  options: ReadOptions,
  zone: string,
  notes: string[],
): TimePlan {
  const place = places.date < 0 ? places.time : places.date;
  const texts = rows.map((row) => (row[place] ?? '').trim());
  const clock = new ZoneClock(options.timezone ?? zone);
  const style = timeStyle(texts, notes);
  if (!unnamed || place !== 0 || !countsMilliseconds(rows)) return { style, clock, dayMs: null };
  const dayMs = file.names.map((name) => readFileName(name).dayMs).find((day) => day !== null);
  if (dayMs === undefined) {
    throw new FormatError(
      'day-unknown',
      [{ field: 'time', problem: 'counts the milliseconds of a day' }],
      'Send it under its own name, which starts with the day: 20140605_trade.zip.',
    );
  }
  return { style, clock, dayMs };
}

function decodeHead(reading: TextReading, { head, whole }: TextFile, plan: RowPlan): RowDecoder {
  const decoder = new RowDecoder(plan, BATCH_ROWS);
  reading.scanner(decoder).scan(head, 0, head.length, whole);
  return decoder;
}

// freqtrade keeps funding rates as candles whose open is the rate.
function isFunding({ count, open, high, low, close }: RowBatch): boolean {
  for (let row = 0; row < count; row += 1) {
    if (high[row] !== 0 || low[row] !== 0 || close[row] !== 0 || Math.abs(open[row]) >= 1)
      return false;
  }
  return count > 0 && open.subarray(0, count).some((rate) => rate !== 0);
}

// Whether times are read in a zone, since they name none and are no epochs.
function isLocal({ sample }: TextReading, { places, time }: RowPlan): boolean {
  if (time.dayMs !== null || places.date >= 0) return true;
  const text = (sample.rows[0][places.time] ?? '').trim();
  return !/^-?\d{9,}(?:\.\d+)?$/.test(text) && !/(?:z|utc|gmt|[+-]\d\d:?\d\d)$/i.test(text);
}
