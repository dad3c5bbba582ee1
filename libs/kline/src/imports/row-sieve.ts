import type { Timeframe } from '@app/engine';
import type { Bar } from '../bar.js';
import { type BarBatch, batchColumns, emptyBatch } from '../bar-batch.js';
import { type BarGrid, gridFor, inferGrid, isOnGrid, OWN_GRID } from '../bar-grid.js';
import { type BarRule, brokenRule, isSoundRow } from '../bar-rules.js';
import type { RefusedRow, RowBatch } from '../formats/index.js';
import { brokenRateRule, type RateRule } from '../funding-rules.js';
import type { Series } from '../series.entity.js';

/** Holds those rows of a batch that keep the rules, packed to the front, and names the others; the arrays are used again for the next batch. */
export interface SiftedRows {
  count: number;
  line: Float64Array;
  /** The time and the figures, in the order of the table that takes them. */
  columns: Float64Array[];
  refused: RefusedRow[];
}

/** Takes the rows of a file that may be stored. */
export interface RowSieve {
  /** Where the rows stand, once rows have come. */
  readonly grid: BarGrid;
  /** How many rows were off that grid so far. */
  readonly offGrid: number;
  sift(rows: RowBatch): SiftedRows;
}

/** Tells what is known of the grid of bars before they come: that of their series, or of days that become dates, and the zones by whose clocks they may open. */
export interface KnownGrid {
  stored?: Series | null;
  /** The open times of the stored bars, of timeframes that may follow clocks. */
  times?: readonly number[];
  gridOffsetMs?: number;
  zones?: readonly string[];
}

/** Sieves bars by the market's rules and by the grid of their series; the first bars tell the grid of a new one. */
export class BarSieve implements RowSieve {
  private line = new Float64Array(0);
  private bars: BarBatch = emptyBatch(0);
  private found: BarGrid | undefined;
  private missed = 0;

  constructor(
    private readonly timeframe: Timeframe,
    private readonly known: KnownGrid = {},
  ) {}

  get grid(): BarGrid {
    return this.found ?? this.known.stored ?? OWN_GRID;
  }

  get offGrid(): number {
    return this.missed;
  }

  /** Shows the bars that were taken last, with those of rows that are used up behind them. */
  get batch(): BarBatch {
    return this.bars;
  }

  sift(rows: RowBatch): SiftedRows {
    this.reserve(rows.count);
    const refused: RefusedRow[] = [];
    const sound: number[] = [];
    for (let i = 0; i < rows.count; i++) {
      const rule = isSoundRow(rows, i) ? undefined : brokenRule(barAt(rows, i));
      if (rule) refused.push(refusedBar(rows, i, rule));
      else sound.push(i);
    }
    this.found ??= this.gridOf(sound.map((i) => rows.time[i]));
    const { grid } = this;
    let count = 0;
    for (const i of sound) {
      if (isOnGrid(rows.time[i], this.timeframe, grid)) this.take(rows, i, count++);
      else refused.push(refusedBar(rows, i, 'open-time-off-grid'));
    }
    this.missed += sound.length - count;
    return { count, line: this.line, columns: batchColumns(this.bars), refused };
  }

  private gridOf(times: number[]): BarGrid | undefined {
    const { stored, gridOffsetMs, times: before = [], zones = [] } = this.known;
    if (gridOffsetMs !== undefined) return { gridOffsetMs, gridZone: null };
    if (times.length === 0) return undefined;
    return stored ? gridFor(stored, before, times, zones) : inferGrid(times, this.timeframe, zones);
  }

  private reserve(length: number): void {
    if (length <= this.line.length) return;
    this.line = new Float64Array(length);
    this.bars = emptyBatch(length);
  }

  private take(rows: RowBatch, from: number, to: number): void {
    const { bars } = this;
    this.line[to] = rows.line[from];
    bars.time[to] = rows.time[from];
    bars.open[to] = rows.open[from];
    bars.high[to] = rows.high[from];
    bars.low[to] = rows.low[from];
    bars.close[to] = rows.close[from];
    bars.volume[to] = known(rows.volume[from], 0);
    bars.quoteVolume[to] = rows.quoteVolume[from];
    bars.trades[to] = rows.trades[from];
  }
}

/** Sieves funding rates by their rules. */
export class RateSieve implements RowSieve {
  readonly grid = OWN_GRID;
  readonly offGrid = 0;

  sift({ count: length, line, time, open: rate }: RowBatch): SiftedRows {
    const sound: number[] = [];
    const refused: RefusedRow[] = [];
    for (let i = 0; i < length; i++) {
      const rule = brokenRateRule({ timeMs: time[i], rate: rate[i] });
      if (rule)
        refused.push({ line: line[i], reason: rule satisfies RateRule, text: `${rate[i]}` });
      else sound.push(i);
    }
    const pick = (column: Float64Array) => Float64Array.from(sound, (i) => column[i]);
    return { count: sound.length, line: pick(line), columns: [pick(time), pick(rate)], refused };
  }
}

function barAt(rows: RowBatch, i: number): Bar {
  return {
    openTimeMs: rows.time[i],
    open: rows.open[i],
    high: rows.high[i],
    low: rows.low[i],
    close: rows.close[i],
    // Files of currencies often tell no volume.
    volume: known(rows.volume[i], 0),
    quoteVolume: known(rows.quoteVolume[i], null),
    trades: known(rows.trades[i], null),
  };
}

function known<T>(value: number, otherwise: T): number | T {
  return Number.isNaN(value) ? otherwise : value;
}

function refusedBar(rows: RowBatch, i: number, reason: BarRule): RefusedRow {
  const { time, open, high, low, close, volume } = rows;
  const figures = [open[i], high[i], low[i], close[i], volume[i]].join(',');
  return { line: rows.line[i], reason, text: `${timeText(time[i])},${figures}` };
}

function timeText(timeMs: number): string {
  const time = new Date(timeMs);
  return Number.isNaN(time.getTime()) ? String(timeMs) : time.toISOString();
}
