import { DAY_MS } from '@app/engine';
import type { RowBatch } from '../formats/index.js';
import { ZoneClock } from '../formats/zone-clock.js';
import type { SymbolAdjustment } from './symbol-adjustment.entity.js';

/** Is the factors of prices up to a day. */
export type Factor = Pick<SymbolAdjustment, 'date' | 'priceFactor' | 'splitFactor'>;

/** Makes raw prices comparable over splits and dividends by the factors of a LEAN factor file: those of a day are the factors of the first row that is not before it, and 1 after the last. */
export class PriceAdjuster {
  private readonly days: number[] = [];
  private readonly prices: number[] = [];
  private readonly splits: number[] = [];
  private readonly clock: ZoneClock | null;
  private lastDay = NaN;
  private lastPlace = 0;

  /** The factors are oldest first; `zone` is the one whose calendar tells the day of a bar, null where bars are stamped by their dates. */
  constructor(factors: readonly Factor[], zone: string | null) {
    this.clock = zone === null ? null : new ZoneClock(zone);
    for (const { date, priceFactor, splitFactor } of factors) {
      if (priceFactor === null || splitFactor === null) continue;
      this.days.push(date.getTime());
      this.prices.push(priceFactor * splitFactor);
      this.splits.push(splitFactor);
    }
  }

  /** Whether there are any factors. */
  get isEmpty(): boolean {
    return this.days.length === 0;
  }

  /** Returns the rows with prices multiplied by both factors and volumes divided by that of splits; what was traded in money stays. */
  adjust(rows: RowBatch): RowBatch {
    const adjusted: RowBatch = {
      ...rows,
      open: rows.open.slice(0, rows.count),
      high: rows.high.slice(0, rows.count),
      low: rows.low.slice(0, rows.count),
      close: rows.close.slice(0, rows.count),
      volume: rows.volume.slice(0, rows.count),
    };
    for (let i = 0; i < rows.count; i++) {
      const place = this.placeOf(rows.time[i]);
      if (place === this.days.length) continue;
      adjusted.open[i] *= this.prices[place];
      adjusted.high[i] *= this.prices[place];
      adjusted.low[i] *= this.prices[place];
      adjusted.close[i] *= this.prices[place];
      adjusted.volume[i] /= this.splits[place];
    }
    return adjusted;
  }

  private placeOf(timeMs: number): number {
    const day = Math.floor((timeMs + (this.clock?.aheadAt(timeMs) ?? 0)) / DAY_MS) * DAY_MS;
    if (day === this.lastDay) return this.lastPlace;
    const place = this.days.findIndex((each) => each >= day);
    this.lastDay = day;
    this.lastPlace = place === -1 ? this.days.length : place;
    return this.lastPlace;
  }
}
