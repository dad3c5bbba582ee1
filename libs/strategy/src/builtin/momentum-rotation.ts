import { defineStrategy, int } from '@barline/engine';

/**
 * Idea: What rose most over some months goes on rising most over the next ones.
 *
 * Rules: Every `every` bars it ranks its symbols by their rate of change over `lookback` bars, and
 * holds the `hold` best that rose, each with an equal part of the equity, brought back to that
 * part each time. What is no longer among them is closed. Give it several symbols.
 *
 * Source: Jegadeesh and Titman, Returns to Buying Winners and Selling Losers, Journal of Finance
 * 48 (1993); held only while it rises as in Antonacci, Dual Momentum Investing (2014).
 */
export default defineStrategy({
  name: 'momentum-rotation',
  description:
    'Holds, in equal parts, the symbols that rose most over some bars, and looks again at regular intervals; those that fell are not held.',
  scope: 'portfolio',
  params: {
    lookback: int(90, { min: 1, max: 2000, description: 'Bars over which the rise is measured.' }),
    hold: int(2, { min: 1, max: 50, description: 'Symbols to hold at most.' }),
    every: int(20, { min: 1, max: 1000, description: 'Bars from one look to the next.' }),
  },
  init: ({ symbols, of, indicator, params }) => ({
    rises: symbols.map((symbol) => ({
      symbol,
      rise: indicator.roc(of(symbol).bars.close, params.lookback),
    })),
    held: [] as string[],
  }),
  next(state, { index, of, params }) {
    if (index % params.every !== 0) return;
    const strongest = state.rises
      .filter(({ symbol, rise }) => of(symbol).ready && rise.now > 0)
      .toSorted((a, b) => b.rise.now - a.rise.now)
      .slice(0, params.hold)
      .map(({ symbol }) => symbol);
    for (const symbol of state.held) {
      if (!strongest.includes(symbol)) of(symbol).position.close();
    }
    for (const symbol of strongest) of(symbol).buy({ target_fraction: 1 / params.hold });
    state.held = strongest;
  },
});
