import { cycles } from './registry/cycles.js';
import { extremes } from './registry/extremes.js';
import { momentum } from './registry/momentum.js';
import { oscillators } from './registry/oscillators.js';
import { overlap } from './registry/overlap.js';
import { prices } from './registry/prices.js';
import { statistics } from './registry/statistics.js';
import { volatility } from './registry/volatility.js';
import { volume } from './registry/volume.js';

/**
 * All indicators by name, with what is needed to call each, to name its outputs, and to size its
 * warm-up.
 */
export const registry = {
  ...cycles,
  ...extremes,
  ...momentum,
  ...oscillators,
  ...overlap,
  ...prices,
  ...statistics,
  ...volatility,
  ...volume,
};

/** The name of an indicator. */
export type IndicatorName = keyof typeof registry;

type Compute = (...args: (Float64Array | number)[]) => Float64Array | Record<string, Float64Array>;

/**
 * Computes an indicator by name from its input columns and parameters, both in order, and returns
 * its outputs in order.
 */
export function computeIndicator(
  name: IndicatorName,
  columns: readonly Float64Array[],
  params: readonly number[],
): Float64Array[] {
  const { compute, outputs } = registry[name];
  const result = (compute as Compute)(...columns, ...params);
  return result instanceof Float64Array ? [result] : outputs.map((output) => result[output]);
}
