import type { Bars } from './bars.js';
import type { HigherTimeframe } from './higher-timeframe.js';
import type { Clock } from './series.js';
import type { Timeframe } from './timeframe.js';

/** What is fixed about a symbol; a null or missing value falls back to the run's configuration, then to the engine's default. */
export type SymbolSettings = {
  tickSize?: number | null;
  lotSize?: number | null;
  minNotional?: number | null;
  /** Units of value in one unit of size. */
  multiplier?: number | null;
  quoteCurrency?: string | null;
  /** The session's zone as minutes ahead of UTC, from each time (epoch ms) on. */
  sessionOffsets?: readonly { from: number; minutes: number }[] | null;
  /** Whether the series trades through weekends; null lets the data say. */
  alwaysOpen?: boolean | null;
};

/** One symbol in a run: its bars, its settings, what is held and ordered of it, and the prices that would change that. */
export class Market {
  /** The rows of open trades, oldest first. */
  readonly lots: number[] = [];
  /** The rows of orders waiting, in placement order. */
  readonly resting: number[] = [];
  /** Signed units held. */
  position = 0;
  /** A low at or below it needs the broker; +Infinity when the next bar does anyway. */
  lowTrigger = -Infinity;
  /** A high at or above it needs the broker. */
  highTrigger = Infinity;
  /** The own bar that needs the broker whatever its prices. */
  wake = Infinity;
  /** Set when orders or lots changed, so that the triggers must be read again. */
  dirty = true;
  /** The higher timeframes that the strategy asked for, and the own bar at which the next of their bars is known. */
  readonly higher: HigherTimeframe[] = [];
  nextHigher = Infinity;
  /** For each tick the last own bar at or before it, or null when ticks are own bars. */
  barAt: Int32Array | null = null;

  constructor(
    readonly index: number,
    readonly symbol: string,
    readonly timeframe: Timeframe,
    readonly bars: Bars,
    readonly multiplier: number,
    readonly lotSize: number,
    readonly tickSize: number,
    readonly minNotional: number,
    /** The last own bar known; one clock for all where their bars stand at the same times. */
    readonly clock: Clock,
  ) {}

  /** Units rounded down to the lot, as floor(x / lot + 1e-9). */
  lotsDown(units: number): number {
    const count = Math.floor(units / this.lotSize + 1e-9);
    return fromSteps(count, this.lotSize);
  }

  /** Units brought onto the lot's grid, to drop what adding and subtracting left behind. */
  onGrid(units: number): number {
    return fromSteps(Math.round(units / this.lotSize), this.lotSize);
  }

  /** A price rounded down to the tick. */
  tickDown(price: number): number {
    if (this.tickSize === 0) return price;
    return fromSteps(Math.floor(price / this.tickSize + 1e-9), this.tickSize);
  }

  /** A price rounded up to the tick. */
  tickUp(price: number): number {
    if (this.tickSize === 0) return price;
    return fromSteps(Math.ceil(price / this.tickSize - 1e-9), this.tickSize);
  }
}

// Dividing by 100000000 gives the double nearest to a decimal, multiplying by 1e-8 often its neighbour.
function fromSteps(count: number, step: number): number {
  const inverse = Math.round(1 / step);
  return inverse >= 1 && Math.abs(inverse * step - 1) < 1e-12 ? count / inverse : count * step;
}
