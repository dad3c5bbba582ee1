import { DAY_MS } from '@app/engine';
import { AppError } from '@app/platform';
import type { RowBatch } from '../formats/index.js';
import { ZoneClock } from '../formats/zone-clock.js';
import { importErrors } from './import.errors.js';
import type { Factor } from './price-adjuster.js';
import type { SymbolAdjustment } from './symbol-adjustment.entity.js';

/** Is a split, a dividend or both, on the first day on which prices are without them. */
export type MarketEvent = Pick<SymbolAdjustment, 'date' | 'splitFactor' | 'dividend'>;

/** Puts splits and dividends, oldest first, together by their days. */
export function eventsOf(adjustments: readonly MarketEvent[]): MarketEvent[] {
  return [...Map.groupBy(adjustments, ({ date }) => date.getTime()).values()].map((same) => ({
    date: same[0].date,
    splitFactor: same.find(({ splitFactor }) => splitFactor !== null)?.splitFactor ?? null,
    dividend: same.find(({ dividend }) => dividend !== null)?.dividend ?? null,
  }));
}

/** Finds the last close before each of some days, whatever the order of the rows; `zone` is the one whose calendar tells the day of a bar, null where bars are stamped by their dates. */
export class ClosesBefore {
  private readonly times: Float64Array;
  private readonly closes: Float64Array;
  private readonly clock: ZoneClock | null;
  private latest = -Infinity;
  private lastDay = NaN;
  private lastPlace = 0;

  constructor(
    private readonly days: readonly number[],
    zone: string | null,
  ) {
    this.times = new Float64Array(days.length).fill(-Infinity);
    this.closes = new Float64Array(days.length).fill(NaN);
    this.clock = zone === null ? null : new ZoneClock(zone);
  }

  /** The day of the latest row. */
  get latestDay(): number {
    return this.latest;
  }

  /** The close between the day before and this one; NaN where no row lies there. */
  of(place: number): number {
    return this.closes[place];
  }

  add({ count, time, close }: RowBatch): void {
    for (let i = 0; i < count; i++) {
      const place = this.placeOf(time[i]);
      if (place === this.days.length || time[i] < this.times[place]) continue;
      this.times[place] = time[i];
      this.closes[place] = close[i];
    }
  }

  private placeOf(timeMs: number): number {
    const day = Math.floor((timeMs + (this.clock?.aheadAt(timeMs) ?? 0)) / DAY_MS) * DAY_MS;
    if (day === this.lastDay) return this.lastPlace;
    const place = this.days.findIndex((each) => each > day);
    this.lastDay = day;
    this.latest = Math.max(this.latest, day);
    this.lastPlace = place === -1 ? this.days.length : place;
    return this.lastPlace;
  }
}

/**
 * Makes of splits and dividends, oldest first, the factors of prices before them, as CRSP and Yahoo do ("What is the adjusted close?"):
 * a split of s for 1 counts 1 / s, a dividend D counts 1 - D / C, with C the raw close before its day, and a day's factor is the product over all events after it.
 * A dividend of the day of a split is one of a share after it. Throws `kline/dividend-uncovered` and `kline/dividend-too-large`.
 */
export function factorsOf(events: readonly MarketEvent[], closes: ClosesBefore): Factor[] {
  let close = NaN;
  const each = events.map(({ date, splitFactor, dividend }, place) => {
    const own = closes.of(place);
    if (!Number.isNaN(own)) close = own;
    const split = splitFactor ?? 1;
    const paid = dividend ? dividendFactor(date, dividend * split, close, closes.latestDay) : 1;
    // Where no bar lies between this event and the next.
    close /= split;
    return { date, split: 1 / split, paid };
  });
  let splitFactor = 1;
  let priceFactor = 1;
  return each
    .toReversed()
    .map(({ date, split, paid }) => {
      splitFactor *= split;
      priceFactor *= paid;
      return { date: new Date(date.getTime() - DAY_MS), splitFactor, priceFactor };
    })
    .toReversed();
}

function dividendFactor(date: Date, paid: number, close: number, latestDay: number): number {
  // There is no row that it would change.
  if (Number.isNaN(close)) return 1;
  const values = { date: date.toISOString().slice(0, 10), paid, close };
  if (latestDay < date.getTime()) {
    throw new AppError(importErrors['kline/dividend-uncovered'], { values });
  }
  if (paid >= close) throw new AppError(importErrors['kline/dividend-too-large'], { values });
  return 1 - paid / close;
}
