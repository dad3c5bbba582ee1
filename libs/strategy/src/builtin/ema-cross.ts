import { bool, defineStrategy, int } from '@barline/engine';

/**
 * Idea: As sma-cross, with averages that forget old prices gradually and so turn earlier.
 *
 * Rules: Buys with all free equity at the open after the close on which the fast exponential
 * average crosses above the slow one. On the cross below it closes and, with `short`, sells short.
 *
 * Source: Murphy, Technical Analysis of the Financial Markets (1999), double crossover method; the
 * averages are TA-Lib's EMA.
 */
export default defineStrategy({
  name: 'ema-cross',
  description:
    'Buys when a fast exponential average of the close crosses above a slow one and closes, or flips short, when it crosses below.',
  params: {
    fast: int(12, { min: 2, max: 400, description: 'Bars of the fast average.' }),
    slow: int(26, { min: 3, max: 1000, description: 'Bars of the slow average.' }),
    short: bool(false, { description: 'Also sell short on a cross below.' }),
  },
  constraint: ({ fast, slow }) => fast < slow,
  init({ bars, indicator, event, params }) {
    const fast = indicator.ema(bars.close, params.fast);
    const slow = indicator.ema(bars.close, params.slow);
    return { fast, slow, when: [event.cross(fast, slow)] };
  },
  next({ fast, slow }, { buy, sell, position, params, crossover }) {
    position.close();
    if (crossover(fast, slow)) buy();
    else if (params.short) sell();
  },
});
