import type { Timeframe } from '@app/engine';

/** Is a file that lies in pieces: read from end to end, or at any place of it. */
export interface FileSource {
  /** The name that it was sent under; it may help to tell symbol and timeframe, never the format. */
  name: string;
  /** Bytes in all. */
  size: number;
  /** The bytes from `start` up to but not including `end`. */
  read(start: number, end: number): Promise<Uint8Array>;
  /** All bytes in order, in pieces of any length. */
  stream(): AsyncIterable<Uint8Array>;
}

/** Names the kinds of things that market files tell. */
export type FileKind = 'bars' | 'funding' | 'adjustments';

/** Names what a column of a bar can be found under. */
export const COLUMN_NAMES = [
  'time',
  'date',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'quote_volume',
  'trades',
  'symbol',
] as const;

/** Is one of {@link COLUMN_NAMES}. */
export type ColumnName = (typeof COLUMN_NAMES)[number];

/** Says what is known of a file beforehand; it counts more than what is found by looking. */
export interface ReadOptions {
  format?: string;
  symbol?: string;
  timeframe?: Timeframe;
  /** An IANA zone, or an offset such as +02:00, for times that name none. */
  timezone?: string;
  /** The header or the place, counted from 0, of columns. */
  columns?: Partial<Record<ColumnName, string | number>>;
  /** The sign before the decimals of numbers, where a file alone does not tell. */
  decimal?: '.' | ',';
  /** The most bytes that a packed file may unpack to; 4 GiB by default. */
  maxUnpackedBytes?: number;
}

/** Tells what a file was found to be. */
export interface FoundFile {
  format: string;
  kind: FileKind;
  symbol: string | null;
  timeframe: Timeframe | null;
  /** The zone that times were read in; `UTC` where they are epochs or name an offset. */
  timezone: string;
  /** The zone and the time of day, in milliseconds after midnight, at which days of this data start. */
  sessionZone: string;
  dayStartMs: number;
  /** Where each column was found, by header or place. */
  columns: Partial<Record<ColumnName, string | number>>;
  /** What a reader of the preview should know: what was guessed, and from what. */
  notes: string[];
}

/** Holds rows of a file as they stand in it, until the next batch is asked for, which may reuse the arrays; of a bar `time` is the open time in epoch milliseconds, NaN is absent. */
export interface RowBatch {
  count: number;
  /** The line or the record, counted from 1, that each row stood in. */
  line: Float64Array;
  time: Float64Array;
  /** Of a funding rate, the rate. */
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
  quoteVolume: Float64Array;
  trades: Float64Array;
}

/** Names a row that cannot be read, and why. */
export interface RefusedRow {
  line: number;
  reason: string;
  /** The row as it stood, at most 200 characters. */
  text: string;
}

/** Is one row of a file of splits and dividends, or of a map of tickers; null is what such a file does not tell. */
export interface AdjustmentRow {
  line: number;
  /** Midnight UTC, in epoch milliseconds, of the calendar day that the row names. */
  date: number;
  /** Shares after a split for one before it (7 for 7:1); of a LEAN factor file, the factor for prices up to that day. */
  splitFactor: number | null;
  /** Of a LEAN factor file, the factor of dividends for prices up to that day. */
  priceFactor: number | null;
  /** Money for each share. */
  dividend: number | null;
  /** Of a LEAN factor file, the close before the event. */
  referencePrice: number | null;
  /** Of a LEAN map file, the ticker up to that day, and its exchange. */
  ticker: string | null;
  exchange: string | null;
}

/** Is a file whose format is known, to be read once from end to end; reading throws a FormatError where the file breaks off or turns out to be a bomb. */
export interface MarketFile {
  found: FoundFile;
  /** The rows of `adjustments`, whose `batches` are empty; of other kinds there are none. */
  adjustments(): AsyncIterable<{ rows: AdjustmentRow[]; refused: RefusedRow[] }>;
  batches(): AsyncIterable<{ rows: RowBatch; refused: RefusedRow[] }>;
}
