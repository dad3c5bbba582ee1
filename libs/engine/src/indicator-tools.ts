import type { Indicator, IndicatorName, registry } from './indicators/index.js';
import type { Series } from './series.js';

/** How a chart shows a series: its name, its pane, its colour, and whether to draw it at all. */
export type PlotOptions = { name?: string; pane?: string; color?: string; plot?: boolean };

type SeriesInputs<I extends readonly string[]> = { -readonly [K in keyof I]: Series };
type NumberParams<P extends readonly unknown[]> = { -readonly [K in keyof P]?: number };
type SeriesOutput<O extends readonly string[]> = O extends readonly [string]
  ? Series
  : { readonly [K in O[number]]: Series };

type ToolOf<T> =
  T extends Indicator<infer I, infer P, infer O>
    ? (...args: [...SeriesInputs<I>, ...NumberParams<P>, options?: PlotOptions]) => SeriesOutput<O>
    : never;

/** A column computed by a strategy's own function from private copies of whole columns; it could look ahead, and the look-ahead check sees it. */
export type CustomFunction<A extends readonly unknown[]> = (
  columns: Float64Array[],
  ...args: A
) => Float64Array | number[];

/** One step of a scan: this bar's inputs and the state that the step keeps, giving this bar's value. */
export type ScanStep<S> = (values: readonly number[], state: S) => number;

/** The indicators by name over series, plus `custom` and `scan` for a strategy's own. */
export type IndicatorTools = {
  readonly [K in IndicatorName]: ToolOf<(typeof registry)[K]>;
} & {
  custom<A extends readonly unknown[]>(
    compute: CustomFunction<A>,
    inputs: readonly Series[],
    ...args: [...A, options?: PlotOptions] | A
  ): Series;
  scan<S>(inputs: readonly Series[], state: S, step: ScanStep<S>, options?: PlotOptions): Series;
};
