import { describeRows } from './describe-rows.js';
import { FormatError } from './format-error.js';
import type { MarketFile, ReadOptions, RefusedRow, RowBatch } from './market-file.js';
import { columnsByName } from './named-columns.js';
import { checkOneSeries, symbolOfRows } from './one-series.js';
import { checkLabels } from './ordered-prices.js';
import { namePlaces, noteVolume } from './places.js';
import { checkReadable } from './readable-rows.js';
import type { RowPlan } from './row-decoder.js';
import type { Sample } from './sample.js';
import type { Table, TableBatch } from './table.js';
import { TableDecoder, type TableTimes } from './table-decoder.js';
import { timeStyle } from './time-style.js';
import { ZoneClock } from './zone-clock.js';

const LOOKED_AT = 8192;

/** Opens a table of bars or funding rates; throws a FormatError for one that holds no market data. */
export async function openTable(
  table: Table,
  names: string[],
  options: ReadOptions,
): Promise<MarketFile> {
  const notes: string[] = [];
  const sample = await sampleOfTable(table);
  if (sample.rows.length === 0) throw new FormatError('no-rows');
  const { kind, places } = columnsByName({ ...sample, header: table.header }, options, notes);
  if (kind === 'adjustments') {
    throw new FormatError(
      'file-unsupported',
      [{ field: 'file', problem: 'holds splits or dividends' }],
      'Send them as CSV.',
    );
  }
  const texts = sample.rows.map((row) => row[places.time] ?? '');
  const plan = {
    places,
    time: {
      style: timeStyle(texts, notes),
      clock: new ZoneClock(options.timezone ?? 'UTC'),
      dayMs: null,
    },
    symbol: symbolOfRows(sample, places.symbol, options),
    rates: kind === 'funding',
  };
  const times = timesOf(table, places.time, texts);
  const used = Object.values(places).filter((place) => place >= 0);
  const first = await firstRows(table, used, plan, times);
  checkReadable(first.rows, first.refused);
  if (kind === 'bars' && holdsRates(first.rows)) {
    plan.rates = true;
    notes.push('The open holds funding rates; all else is 0.');
  } else if (kind === 'bars') {
    if (!options.columns) checkLabels(first.rows);
    checkOneSeries(first.rows);
    noteVolume(places, notes);
  }
  const told = plan.rates ? 'funding' : 'bars';
  return {
    found: {
      format: options.format ?? table.format,
      kind: told,
      columns: namePlaces(places, table.header),
      notes,
      ...describeRows({
        times: first.rows.time.subarray(0, first.rows.count),
        local: times === 'local' || (times === 'text' && !/(?:z|[+-]\d\d:?\d\d)$/i.test(texts[0])),
        timezone: plan.time.clock.zone,
        symbol: plan.symbol,
        names,
        kind: told,
        options,
        notes,
      }),
    },
    async *batches() {
      const decoder = new TableDecoder(plan, times);
      for await (const batch of table.batches(used)) yield* decoder.decode(batch);
    },
    async *adjustments() {},
  };
}

async function sampleOfTable(table: Table): Promise<Sample> {
  const rows: string[][] = [];
  for await (const batch of table.batches(table.header.map((_, place) => place))) {
    const count = Math.min(batch.rows, LOOKED_AT - rows.length);
    for (let row = 0; row < count; row += 1) rows.push(textsOf(table, batch, row));
    if (rows.length === LOOKED_AT) break;
  }
  const cells = table.header.length;
  return {
    header: table.header,
    named: true,
    headerText: null,
    rows,
    cells,
    skip: 0,
    preamble: '',
  };
}

function textsOf({ localTimes }: Table, batch: TableBatch, row: number): string[] {
  return batch.columns.map((column, place) => {
    const cell = column[row] ?? null;
    if (cell === null) return '';
    const isTime = typeof cell === 'number' && localTimes[place] !== null;
    return isTime && Math.abs(cell) < 8.64e15 ? new Date(cell).toISOString() : String(cell);
  });
}

function timesOf(table: Table, place: number, texts: string[]): TableTimes {
  const local = table.localTimes[place];
  if (local !== null) return local ? 'local' : 'utc';
  return texts.every((text) => text === '' || /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text))
    ? 'epoch'
    : 'text';
}

async function firstRows(
  table: Table,
  used: number[],
  plan: Pick<RowPlan, 'places' | 'time' | 'symbol' | 'rates'>,
  times: TableTimes,
): Promise<{ rows: RowBatch; refused: RefusedRow[] }> {
  const decoder = new TableDecoder(plan, times);
  for await (const batch of table.batches(used)) {
    for (const rows of decoder.decode(batch)) return rows;
  }
  throw new FormatError('no-rows');
}

// freqtrade keeps funding rates as candles whose open is the rate.
function holdsRates({ count, open, high, low, close }: RowBatch): boolean {
  for (let row = 0; row < count; row += 1) {
    if (high[row] !== 0 || low[row] !== 0 || close[row] !== 0 || Math.abs(open[row]) >= 1)
      return false;
  }
  return count > 0 && open.subarray(0, count).some((rate) => rate !== 0);
}
