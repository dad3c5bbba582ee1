import type { Comparable, Series } from './series.js';
import type { Timeframe } from './timeframe.js';

/** A declared reason for `next` to run; made by {@link EventTools}. */
export type StrategyEvent =
  | {
      readonly kind: 'cross';
      readonly a: Series;
      readonly b: Comparable;
      readonly direction: -1 | 0 | 1;
    }
  | {
      readonly kind: 'level';
      readonly a: Series;
      readonly b: Comparable;
      readonly direction: -1 | 1;
    }
  | { readonly kind: 'bar'; readonly timeframe: Timeframe }
  | { readonly kind: 'fill' };

/** Makes the events that `init` may return as `when`: the only bars on which `next` then runs. */
export interface EventTools {
  /** `a` crosses `b` in either direction. */
  cross(a: Series, b: Comparable): StrategyEvent;
  /** `a` crosses `b` upwards. */
  crossover(a: Series, b: Comparable): StrategyEvent;
  /** `a` crosses `b` downwards. */
  crossunder(a: Series, b: Comparable): StrategyEvent;
  /** Every bar on which `a` is above `b`. */
  above(a: Series, b: Comparable): StrategyEvent;
  /** Every bar on which `a` is below `b`. */
  below(a: Series, b: Comparable): StrategyEvent;
  /** The first base bar that sees a new bar of a higher timeframe. */
  bar(timeframe: Timeframe): StrategyEvent;
  /** Every bar in which an order of the symbol filled. */
  fill(): StrategyEvent;
}

/** The makers of declared events. */
export const eventTools: EventTools = Object.freeze({
  cross: (a: Series, b: Comparable) => ({ kind: 'cross', a, b, direction: 0 }) as const,
  crossover: (a: Series, b: Comparable) => ({ kind: 'cross', a, b, direction: 1 }) as const,
  crossunder: (a: Series, b: Comparable) => ({ kind: 'cross', a, b, direction: -1 }) as const,
  above: (a: Series, b: Comparable) => ({ kind: 'level', a, b, direction: 1 }) as const,
  below: (a: Series, b: Comparable) => ({ kind: 'level', a, b, direction: -1 }) as const,
  bar: (timeframe: Timeframe) => ({ kind: 'bar', timeframe }) as const,
  fill: () => ({ kind: 'fill' }) as const,
});
