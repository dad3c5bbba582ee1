import { parseNumber } from './byte-number.js';
import { namedColumns } from './header-names.js';
import type { AdjustmentRow, RefusedRow } from './market-file.js';
import type { Collector } from './read-rows.js';
import { BATCH_ROWS } from './row-batch.js';
import type { RowReason } from './row-reasons.js';
import { isAbsentText, rowText } from './row-text.js';
import { mostCells, type Sample } from './sample.js';
import { TimeText, type TimeStyle } from './time-text.js';

const DAY_MS = 86_400_000;

/** Names the fields of a row of splits and dividends, each with the cell that it stands in. */
export type AdjustmentPlaces = Partial<Record<Exclude<keyof AdjustmentRow, 'line'>, number>>;

/** Tells the factor and map files of LEAN from files of bars; null where a file is neither. */
export function leanAdjustments({ header, rows, cells }: Sample): AdjustmentPlaces | null {
  if (header !== null || !mostCells(rows, 0, (text) => /^\d{8}$/.test(text), 0.9)) return null;
  const hasLetters = (place: number) => mostCells(rows, place, (text) => /[a-z]/i.test(text), 0.9);
  // Tickers of Hong Kong are numbers, but exchanges have names.
  if (cells >= 2 && cells <= 4 && (hasLetters(1) || (cells === 3 && hasLetters(2)))) {
    return { date: 0, ticker: 1, exchange: 2 };
  }
  const factors = cells === 3 || cells === 4;
  if (!factors || !mostCells(rows, 1, isFactor, 0.9) || !mostCells(rows, 2, isFactor, 0.9))
    return null;
  return { date: 0, priceFactor: 1, splitFactor: 2, ...(cells === 4 ? { referencePrice: 3 } : {}) };
}

function isFactor(text: string): boolean {
  return /^\d+(?:\.\d+)?(?:e-?\d+)?$/i.test(text);
}

/** Finds the columns of splits and dividends by their header. */
export function namedAdjustments(header: readonly string[], date: number): AdjustmentPlaces {
  const { split, dividend } = namedColumns(header);
  return {
    date,
    ...(split === undefined ? {} : { splitFactor: split }),
    ...(dividend === undefined ? {} : { dividend }),
  };
}

/** Reads rows of splits and dividends. */
export class AdjustmentDecoder implements Collector<{
  rows: AdjustmentRow[];
  refused: RefusedRow[];
}> {
  private rows: AdjustmentRow[] = [];
  private refused: RefusedRow[] = [];
  private readonly dates: TimeText;

  constructor(
    private readonly places: AdjustmentPlaces,
    style: TimeStyle,
  ) {
    this.dates = new TimeText(style);
  }

  get full(): boolean {
    return this.rows.length + this.refused.length >= BATCH_ROWS;
  }

  get empty(): boolean {
    return this.rows.length + this.refused.length === 0;
  }

  take(): { rows: AdjustmentRow[]; refused: RefusedRow[] } {
    return { rows: this.rows, refused: this.refused };
  }

  clear(): void {
    this.rows = [];
    this.refused = [];
  }

  row(
    bytes: Buffer,
    start: Int32Array,
    end: Int32Array,
    count: number,
    line: number,
    from: number,
    to: number,
  ): boolean {
    const text = (place: number | undefined) =>
      place === undefined || place >= count
        ? ''
        : bytes.toString('utf8', start[place], end[place]).trim();
    const read = this.read(text, line);
    if (typeof read === 'string') {
      this.refused.push({ line, reason: read, text: rowText(bytes, from, to) });
    } else this.rows.push(read);
    return !this.full;
  }

  private read(
    text: (place: number | undefined) => string,
    line: number,
  ): AdjustmentRow | RowReason {
    const { places } = this;
    const day = Buffer.from(text(places.date));
    if (day.length === 0) return 'time-missing';
    const date = this.dates.read(day, 0, day.length);
    if (Number.isNaN(date)) return 'time-unreadable';
    const splitFactor = ratioOf(text(places.splitFactor));
    const numbers = [places.priceFactor, places.dividend, places.referencePrice].map((place) =>
      numberOf(text(place)),
    );
    if ([splitFactor, ...numbers].some((value) => Number.isNaN(value))) return 'not-a-number';
    const [priceFactor, dividend, referencePrice] = numbers;
    return {
      line,
      date: Math.floor(date / DAY_MS) * DAY_MS,
      splitFactor: places.priceFactor === undefined && splitFactor === 0 ? null : splitFactor,
      priceFactor,
      dividend,
      referencePrice,
      ticker: text(places.ticker) || null,
      exchange: text(places.exchange) || null,
    };
  }
}

function numberOf(text: string): number | null {
  const bytes = Buffer.from(text);
  return isAbsentText(text) ? null : parseNumber(bytes, 0, bytes.length);
}

// "7:1", "7/1" and "7 for 1" are 7; Yahoo writes 0 where there was no split.
function ratioOf(text: string): number | null {
  const parts = /^([\d.]+)\s*(?::|\/|for)\s*([\d.]+)$/i.exec(text);
  return parts ? Number(parts[1]) / Number(parts[2]) : numberOf(text);
}
