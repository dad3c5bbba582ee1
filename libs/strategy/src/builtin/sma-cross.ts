import { bool, defineStrategy, int } from '@barline/engine';

/**
 * Idea: A trend that has begun goes on for a while: the mean of few bars leaves the mean of many
 * on its side.
 *
 * Rules: Buys with all free equity at the open after the close on which the fast average crosses
 * above the slow one. On the cross below it closes and, with `short`, sells short. It is in the
 * market all the time with `short`, else in up-trends only.
 *
 * Source: Brock, Lakonishok and LeBaron, Simple Technical Trading Rules and the Stochastic
 * Properties of Stock Returns, Journal of Finance 47 (1992), variable-length moving average.
 */
export default defineStrategy({
  name: 'sma-cross',
  description:
    'Buys when a fast moving average of the close crosses above a slow one and closes, or flips short, when it crosses below.',
  params: {
    fast: int(10, { min: 2, max: 400, description: 'Bars of the fast average.' }),
    slow: int(30, { min: 3, max: 1000, description: 'Bars of the slow average.' }),
    short: bool(false, { description: 'Also sell short on a cross below.' }),
  },
  constraint: ({ fast, slow }) => fast < slow,
  init: ({ bars, indicator, params }) => ({
    fast: indicator.sma(bars.close, params.fast),
    slow: indicator.sma(bars.close, params.slow),
  }),
  next({ fast, slow }, { buy, sell, position, params, crossover }) {
    if (crossover(fast, slow)) {
      position.close();
      buy();
    } else if (crossover(slow, fast)) {
      position.close();
      if (params.short) sell();
    }
  },
});
