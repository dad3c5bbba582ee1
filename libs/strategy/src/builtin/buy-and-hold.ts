import { defineStrategy, float } from '@barline/engine';

export default defineStrategy({
  name: 'buy-and-hold',
  description: 'Buys at the first open with a fraction of the equity and holds to the end.',
  params: {
    fraction: float(1, {
      min: 0.01,
      max: 1,
      description: 'Fraction of the equity to invest, split evenly over the symbols.',
    }),
  },
  init: () => ({ bought: false }),
  next(state, { buy, params, symbols }) {
    if (state.bought) return;
    state.bought = true;
    buy({ fraction: params.fraction / symbols.length });
  },
});
