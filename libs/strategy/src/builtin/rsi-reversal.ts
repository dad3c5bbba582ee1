import { defineStrategy, float, int } from '@barline/engine';

/**
 * Idea: After many falling bars sellers run out for a while.
 *
 * Rules: Buys with all free equity at the open after a close on which the index is below
 * `oversold`. Closes when the index is above `exit`, or at the stop loss.
 *
 * Source: Wilder, New Concepts in Technical Trading Systems (1978); the index is TA- Lib's RSI.
 */
export default defineStrategy({
  name: 'rsi-reversal',
  description:
    'Buys when the relative strength index falls below a level and closes when it rises above another.',
  params: {
    period: int(14, { min: 2, max: 400, description: 'Bars of the index.' }),
    oversold: float(30, { min: 1, max: 50, description: 'Buys below this level.' }),
    exit: float(55, { min: 20, max: 99, description: 'Closes above this level.' }),
    stop: float(0, {
      min: 0,
      max: 0.9,
      description: 'Stop loss as a fraction below the close of the signal, 0 for none.',
    }),
  },
  constraint: ({ oversold, exit }) => oversold < exit,
  init: ({ bars, indicator, params }) => ({
    rsi: indicator.rsi(bars.close, params.period, { pane: 'rsi' }),
  }),
  next({ rsi }, { bars, buy, position, params }) {
    if (position.size === 0) {
      if (rsi.now >= params.oversold) return;
      if (params.stop > 0) buy({ sl: bars.close.now * (1 - params.stop) });
      else buy();
    } else if (rsi.now > params.exit) {
      position.close();
    }
  },
});
