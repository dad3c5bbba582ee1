import type { SymbolSettings } from './market.js';
import { sealed } from './sealed.js';

/** The bar that one series of bars has reached; `i` is −1 before its first bar is known. */
export class Clock {
  i = -1;
  /** The same for clocks whose bars stand at the same times. */
  readonly grid: object;
  /** The settings of the symbol whose bars they are. */
  readonly settings: SymbolSettings;

  constructor(grid: object = {}, settings: SymbolSettings = {}) {
    this.grid = grid;
    this.settings = settings;
  }
}

// Not a static method: a strategy reaches those through `series.constructor`, and no column may ever reach a strategy.
let reveal: (series: Series) => { column: Float64Array; clock: Clock };
// Reads both columns at once: four calls of `now` and `ago` a bar would cost more than the rest of a quiet bar.
let crosses: (a: Series, b: Series) => boolean;

/** Values known bar by bar: whatever the strategy does, it sees none later than the current bar. */
export class Series {
  readonly #column: Float64Array;
  readonly #clock: Clock;

  constructor(column: Float64Array, clock: Clock) {
    this.#column = column;
    this.#clock = clock;
  }

  /** The value of the current bar, NaN before the first bar and in `init`. */
  get now(): number {
    const i = this.#clock.i;
    // Not `i < 0 ? NaN : …`: of that V8 makes an object on the heap for every value read.
    let value = NaN;
    if (i >= 0) value = this.#column[i];
    return value;
  }

  /** The value `bars` of the series' own bars ago, NaN before the first; throws a RangeError for a negative or broken count. */
  ago(bars: number): number {
    const i = this.#clock.i - bars;
    // Asked of the index, not of `bars`: an object may be another number each time it is read.
    if (i > this.#clock.i || i !== Math.floor(i)) throw notBack(bars);
    let value = NaN;
    if (i >= 0) value = this.#column[i];
    return value;
  }

  /** The number of bars known so far. */
  get length(): number {
    return this.#clock.i + 1;
  }

  /** Whether a value is a series made by the engine. */
  static is(value: unknown): value is Series {
    return typeof value === 'object' && value !== null && #column in value;
  }

  static {
    reveal = (series) => ({ column: series.#column, clock: series.#clock });
    crosses = (a, b) => {
      const clock = a.#clock;
      const { i } = clock;
      const first = a.#column;
      const second = b.#column;
      if (b.#clock === clock) {
        if (i <= 0) return false;
        // Without a branch between the two: over many symbols no processor foresees which way it goes.
        return (+(first[i] > second[i]) & +(first[i - 1] < second[i - 1])) === 1;
      }
      const j = b.#clock.i;
      return i > 0 && j > 0 && first[i] > second[j] && first[i - 1] < second[j - 1];
    };
  }
}

sealed(Series);

/** Opens a series to the engine: its column and its clock. Nothing that a strategy can import or reach passes this on. */
export function opened(series: Series): { column: Float64Array; clock: Clock } {
  return reveal(series);
}

/** A value to compare with: a series or a constant. */
export type Comparable = Series | number;

/** Whether `a` was strictly below `b` on the bar before and is strictly above it now. */
export function crossover(a: Comparable, b: Comparable): boolean {
  if (typeof a === 'object' && typeof b === 'object') return crosses(a, b);
  return valueNow(a) > valueNow(b) && valueBefore(a) < valueBefore(b);
}

/** Whether `a` was strictly above `b` on the bar before and is strictly below it now. */
export function crossunder(a: Comparable, b: Comparable): boolean {
  return crossover(b, a);
}

function valueNow(value: Comparable): number {
  return typeof value === 'number' ? value : value.now;
}

function valueBefore(value: Comparable): number {
  return typeof value === 'number' ? value : value.ago(1);
}

function notBack(bars: number): RangeError {
  return new RangeError(`ago(${bars}): the number of bars must be a whole number from 0 up.`);
}
