import { bool, defineStrategy, int } from '@barline/engine';

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
