import { parseNumber } from './byte-number.js';
import { looseNumber } from './loose-number.js';
import type { RefusedRow, RowBatch } from './market-file.js';
import { emptyBatch } from './row-batch.js';
import type { RowReason } from './row-reasons.js';
import type { Collector } from './read-rows.js';
import { isAbsent, rowText } from './row-text.js';
import { normalSymbol } from './symbol-text.js';
import { SKIPPED, type TimePlan, TimeReader } from './time-reader.js';

// Taken once: Jest makes each look at a global slow.
const { isNaN, NaN: NONE } = Number;

const EARLIEST = Date.UTC(1600, 0, 1);
const LATEST = Date.UTC(2300, 0, 1);

/** Says in which cell each column stands; -1 where the file has none. */
export interface CellPlaces {
  time: number;
  /** The day, where `time` tells the time of day alone. */
  date: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  quoteVolume: number;
  trades: number;
  symbol: number;
}

/** Says how the rows of a file are to be read. */
export interface RowPlan {
  cells: number;
  places: CellPlaces;
  time: TimePlan;
  decimal: '.' | ',';
  /** What prices are to be divided by. */
  priceScale: number;
  /** The only symbol that rows may belong to, where they name one. */
  symbol: string | null;
  /** Whether `open` is a funding rate, and there are no other prices. */
  rates: boolean;
  /** The header as it stood, to tell it where it stands again. */
  header: string | null;
}

/** Reads rows of cells into a batch of numbers. */
export class RowDecoder implements Collector<{ rows: RowBatch; refused: RefusedRow[] }> {
  readonly batch: RowBatch;
  refused: RefusedRow[] = [];
  private readonly times: TimeReader;
  private bytes: Buffer = Buffer.alloc(0);
  private unreadable = false;
  private symbolText = '';

  constructor(
    private readonly plan: RowPlan,
    private readonly most: number,
  ) {
    this.batch = emptyBatch(most);
    this.times = new TimeReader(plan.time);
  }

  get full(): boolean {
    return this.batch.count === this.most || this.refused.length >= this.most;
  }

  get empty(): boolean {
    return this.batch.count === 0 && this.refused.length === 0;
  }

  take(): { rows: RowBatch; refused: RefusedRow[] } {
    return { rows: this.batch, refused: this.refused };
  }

  clear(): void {
    this.batch.count = 0;
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
    const reason = this.decode(bytes, start, end, count, line);
    if (reason !== null) {
      const text = rowText(bytes, from, to);
      const again = this.plan.header !== null && text === this.plan.header;
      this.refused.push({ line, reason: again ? 'repeated-header' : reason, text });
    }
    return !this.full;
  }

  private decode(
    bytes: Buffer,
    start: Int32Array,
    end: Int32Array,
    count: number,
    line: number,
  ): RowReason | null {
    const { places, rates } = this.plan;
    if (count !== this.plan.cells) {
      const problem = this.miscounted(start, end, count);
      if (problem) return problem;
    }
    this.bytes = bytes;
    const time = this.timeOf(start, end);
    if (!(time > EARLIEST && time < LATEST)) return this.whyNoTime(time, start, end);
    if (places.symbol >= 0 && this.isOther(start[places.symbol], end[places.symbol])) {
      return 'other-symbol';
    }
    this.unreadable = false;
    const open = this.price(start, end, places.open);
    const high = rates ? NONE : this.price(start, end, places.high);
    const low = rates ? NONE : this.price(start, end, places.low);
    const close = rates ? NONE : this.price(start, end, places.close);
    const volume = this.number(start, end, places.volume);
    const quoteVolume = this.number(start, end, places.quoteVolume);
    const trades = this.number(start, end, places.trades);
    if (this.unreadable) return 'not-a-number';
    if (isNaN(rates ? open : open + high + low + close)) return 'price-missing';
    const { batch } = this;
    const at = batch.count;
    batch.line[at] = line;
    batch.time[at] = time;
    batch.open[at] = open;
    batch.high[at] = high;
    batch.low[at] = low;
    batch.close[at] = close;
    batch.volume[at] = volume;
    batch.quoteVolume[at] = quoteVolume;
    batch.trades[at] = trades;
    batch.count = at + 1;
    return null;
  }

  // Empty cells at the end are no cells too many.
  private miscounted(start: Int32Array, end: Int32Array, count: number): RowReason | null {
    if (count < this.plan.cells) return 'too-few-cells';
    for (let cell = this.plan.cells; cell < count; cell += 1) {
      if (end[cell] > start[cell]) return 'too-many-cells';
    }
    return null;
  }

  private timeOf(start: Int32Array, end: Int32Array): number {
    const { time, date } = this.plan.places;
    if (date < 0) return this.times.read(this.bytes, start[time], end[time]);
    return this.times.readApart(this.bytes, start[date], end[date], start[time], end[time]);
  }

  private whyNoTime(time: number, start: Int32Array, end: Int32Array): RowReason {
    if (time === SKIPPED) return 'time-skipped';
    const place = this.plan.places.date < 0 ? this.plan.places.time : this.plan.places.date;
    return isAbsent(this.bytes, start[place], end[place]) ? 'time-missing' : 'time-unreadable';
  }

  private price(start: Int32Array, end: Int32Array, place: number): number {
    const value = this.number(start, end, place);
    return this.plan.priceScale === 1 ? value : value / this.plan.priceScale;
  }

  private number(start: Int32Array, end: Int32Array, place: number): number {
    if (place < 0) return NONE;
    const from = start[place];
    const to = end[place];
    if (from === to) return NONE;
    const { decimal } = this.plan;
    const value = decimal === '.' ? parseNumber(this.bytes, from, to) : NONE;
    if (!isNaN(value) || isAbsent(this.bytes, from, to)) return value;
    const loose = looseNumber(this.bytes.toString('latin1', from, to), decimal);
    if (isNaN(loose)) this.unreadable = true;
    return loose;
  }

  private isOther(from: number, to: number): boolean {
    const text = this.bytes.toString('utf8', from, to);
    if (text === this.symbolText) return false;
    if (this.plan.symbol === null || normalSymbol(text) !== this.plan.symbol) return true;
    this.symbolText = text;
    return false;
  }
}
