import { defineStrategy, float, int } from '@barline/engine';

/**
 * Idea: Two prices that are driven by the same things drift apart and come back together.
 *
 * Rules: Follows the ratio of the first symbol's close to the second's, in name order. When it is
 * `entry` standard deviations above the mean of the last `period` bars, it sells the first and
 * buys the second with `fraction` of the equity each; below, the other way round. Closes both when
 * it is back within `exit` deviations. Give it two symbols.
 *
 * Source: Gatev, Goetzmann and Rouwenhorst, Pairs Trading, Review of Financial Studies 19 (2006);
 * Chan, Algorithmic Trading (2013), ratios and Bollinger bands.
 */
export default defineStrategy({
  name: 'pairs-z-score',
  description:
    'Trades the ratio of two symbols: sells it when it is many standard deviations above its mean, buys it when it is as many below, and closes when it is back.',
  scope: 'portfolio',
  params: {
    period: int(60, { min: 5, max: 2000, description: 'Bars of the mean and the deviation.' }),
    entry: float(2, { min: 0.1, max: 10, description: 'Deviations from the mean to enter at.' }),
    exit: float(0.5, { min: 0, max: 9, description: 'Deviations from the mean to close at.' }),
    fraction: float(0.5, {
      min: 0.01,
      max: 1,
      description: 'Fraction of the equity on each side.',
    }),
  },
  constraint: ({ entry, exit }) => exit < entry,
  init({ symbols }) {
    if (symbols.length === 2) return { ratios: [] as number[], side: 0 };
    throw new RangeError(`pairs-z-score trades two symbols, and got ${symbols.length}.`);
  },
  next(state, { symbols, of, params }) {
    const [first, second] = symbols.map((symbol) => of(symbol));
    if (!first.fresh || !second.fresh) return;
    state.ratios.push(first.bars.close.now / second.bars.close.now);
    if (state.ratios.length < params.period) return;
    if (state.ratios.length > params.period) state.ratios.shift();
    const score = scoreOfLast(state.ratios);
    if (state.side !== 0 && score * state.side >= -params.exit) {
      first.position.close();
      second.position.close();
      state.side = 0;
    } else if (state.side === 0 && (score >= params.entry || score <= -params.entry)) {
      state.side = score > 0 ? -1 : 1;
      first.buy({ target_fraction: state.side * params.fraction });
      second.buy({ target_fraction: -state.side * params.fraction });
    }
  },
});

function scoreOfLast(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  const deviation = Math.sqrt(squares / values.length);
  return deviation > 0 ? (values[values.length - 1] - mean) / deviation : 0;
}
