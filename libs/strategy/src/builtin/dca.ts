import { defineStrategy, float, int } from '@barline/engine';

/**
 * Idea: Spreading purchases over time takes the choice of the moment out of an investment.
 *
 * Rules: Buys for `part` of its first equity, fees included, every `every` bars while there is
 * cash for it, and holds to the end.
 *
 * Source: Graham, The Intelligent Investor (1973), dollar-cost averaging.
 */
export default defineStrategy({
  name: 'dca',
  description:
    'Buys for the same amount of money at regular intervals, whatever the price, until the cash is spent, and holds.',
  params: {
    every: int(24, { min: 1, max: 10000, description: 'Bars from one purchase to the next.' }),
    part: float(0.02, {
      min: 0.0001,
      max: 1,
      description:
        'Fraction of the first equity to spend each time, split evenly over the symbols.',
    }),
  },
  init: () => ({ amount: 0 }),
  next(state, { index, buy, cash, equity, params, symbols }) {
    if (state.amount === 0) state.amount = (equity * params.part) / symbols.length;
    if (index % params.every === 0 && cash >= state.amount) buy({ cash: state.amount });
  },
});
