import type { Param } from './param.js';

/**
 * What an indicator gives: one series, or an object of series by output name, as long as its
 * inputs.
 */
export type Output<O extends readonly string[]> = O extends readonly [string]
  ? Float64Array
  : { [K in O[number]]: Float64Array };

/**
 * One entry of the registry: the TA-Lib function it equals, the columns it takes in order, its
 * parameters, its output names (`taLibOutputs` where TA-Lib spells them otherwise), the bars before
 * all its outputs have values, and the function itself. It starts at the first bar where all inputs
 * have values; a NaN after that makes NaN of every output that depends on it. A parameter out of
 * range is a RangeError; no input is.
 */
export interface Indicator<
  I extends readonly string[],
  P extends readonly Param[],
  O extends readonly string[],
> {
  readonly taLib?: string;
  readonly inputs: I;
  readonly params: P;
  readonly outputs: O;
  readonly taLibOutputs?: { readonly [K in keyof O]: string };
  readonly lookback: (...params: { [K in keyof P]: number }) => number;
  readonly compute: (
    ...args: [...{ [K in keyof I]: Float64Array }, ...{ [K in keyof P]: number }]
  ) => Output<O>;
}

/** Returns the entry as given, with the exact types of its inputs, parameters and outputs. */
export function indicator<
  const I extends readonly string[],
  const P extends readonly Param[],
  const O extends readonly string[],
>(entry: Indicator<I, P, O>): Indicator<I, P, O> {
  return entry;
}
