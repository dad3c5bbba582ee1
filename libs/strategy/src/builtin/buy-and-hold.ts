import { defineStrategy, float } from '@barline/engine';

/**
 * Idea: What the market itself made is the measure of any strategy.
 *
 * Rules: Buys with `fraction` of the equity at the second bar's open, split evenly over the
 * symbols, and holds to the end.
 *
 * Source: Sharpe, The Arithmetic of Active Management, Financial Analysts Journal 47 (1991).
 */
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
