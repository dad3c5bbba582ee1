import { looseNumber } from './loose-number.js';
import type { RefusedRow, RowBatch } from './market-file.js';
import { BATCH_ROWS, emptyBatch } from './row-batch.js';
import type { CellPlaces, RowPlan } from './row-decoder.js';
import type { RowReason } from './row-reasons.js';
import { isAbsentText } from './row-text.js';
import { normalSymbol } from './symbol-text.js';
import type { TableBatch, TableColumn } from './table.js';
import { epochMs } from './time-text.js';
import { SKIPPED, TimeReader } from './time-reader.js';

// Taken once: Jest makes each look at a global slow.
const { isNaN } = Number;

const EARLIEST = Date.UTC(1600, 0, 1);
const LATEST = Date.UTC(2300, 0, 1);
const EMPTY: TableColumn = [];

/** Says how the times of a table's column are to be read. */
export type TableTimes = 'utc' | 'local' | 'epoch' | 'text';

/** Turns columns of a table into batches of rows. */
export class TableDecoder {
  private readonly batch = emptyBatch(BATCH_ROWS);
  private readonly reader: TimeReader;
  private line = 0;
  private previous = NaN;
  private unreadable = false;

  constructor(
    private readonly plan: Pick<RowPlan, 'places' | 'time' | 'symbol' | 'rates'>,
    private readonly times: TableTimes,
  ) {
    this.reader = new TimeReader(plan.time);
  }

  /** Gives the rows of some columns, a batch at a time; the next one reuses its arrays. */
  *decode(columns: TableBatch): Iterable<{ rows: RowBatch; refused: RefusedRow[] }> {
    for (let from = 0; from < columns.rows; from += BATCH_ROWS) {
      const to = Math.min(from + BATCH_ROWS, columns.rows);
      const refused: RefusedRow[] = [];
      this.batch.count = 0;
      for (let row = from; row < to; row += 1) {
        this.line += 1;
        const reason = this.row(columns.columns, row);
        if (reason) refused.push({ line: this.line, reason, text: textOf(columns.columns, row) });
      }
      yield { rows: this.batch, refused };
    }
  }

  private row(columns: TableColumn[], row: number): RowReason | null {
    const { places, rates, symbol } = this.plan;
    const cell = columns[places.time]?.[row] ?? null;
    if (cell === null) return 'time-missing';
    const time = this.timeOf(cell);
    if (time === SKIPPED) return 'time-skipped';
    if (!(time > EARLIEST && time < LATEST)) return 'time-unreadable';
    if (places.symbol >= 0 && normalSymbol(String(columns[places.symbol]?.[row])) !== symbol) {
      return 'other-symbol';
    }
    this.unreadable = false;
    const { batch } = this;
    const at = batch.count;
    const read = (name: keyof CellPlaces) => this.number(columns[places[name]] ?? EMPTY, row);
    batch.open[at] = read('open');
    batch.high[at] = rates ? NaN : read('high');
    batch.low[at] = rates ? NaN : read('low');
    batch.close[at] = rates ? NaN : read('close');
    batch.volume[at] = read('volume');
    batch.quoteVolume[at] = read('quoteVolume');
    batch.trades[at] = read('trades');
    if (this.unreadable) return 'not-a-number';
    const prices = batch.open[at] + (rates ? 0 : batch.high[at] + batch.low[at] + batch.close[at]);
    if (!Number.isFinite(prices)) return isNaN(prices) ? 'price-missing' : 'not-a-number';
    batch.line[at] = this.line;
    batch.time[at] = time;
    batch.count = at + 1;
    return null;
  }

  private timeOf(cell: number | string): number {
    const { clock, style } = this.plan.time;
    if (typeof cell === 'string') {
      const bytes = Buffer.from(cell);
      return this.reader.read(bytes, 0, bytes.length);
    }
    if (this.times === 'epoch') return epochMs(cell, style.seconds);
    if (this.times !== 'local') return cell;
    const time = clock.toUtc(cell, this.previous, cell < this.previous);
    this.previous = time;
    return isNaN(time) ? SKIPPED : time;
  }

  private number(column: TableColumn, row: number): number {
    const cell = column[row] ?? null;
    if (typeof cell === 'number') return cell;
    if (cell === null || isAbsentText(cell)) return NaN;
    const value = looseNumber(cell, '.');
    if (isNaN(value)) this.unreadable = true;
    return value;
  }
}

function textOf(columns: TableColumn[], row: number): string {
  return columns
    .map((column) => String(column[row] ?? ''))
    .join(',')
    .slice(0, 200);
}
