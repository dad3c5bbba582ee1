import { bool, defineStrategy, float, int } from '@barline/engine';

/**
 * Idea: A close beyond the usual range around the mean shows that a move has more behind it than
 * noise.
 *
 * Rules: Buys with all free equity at the open after a close above the upper band, and with
 * `short` sells after one below the lower band. Closes when a close is back beyond the middle.
 *
 * Source: Keltner, How to Make Money in Commodities (1960), in Raschke's form with average true
 * ranges, Street Smarts (1995).
 */
export default defineStrategy({
  name: 'keltner-breakout',
  description:
    'Buys a close above the upper band of the Keltner channel and closes when the close is back below its middle.',
  params: {
    period: int(20, {
      min: 2,
      max: 500,
      description: 'Bars of the middle, an exponential average.',
    }),
    atr: int(10, { min: 1, max: 200, description: 'Bars of the average true range.' }),
    width: float(2, { min: 0.1, max: 20, description: 'Average true ranges to each band.' }),
    short: bool(false, { description: 'Also sell short a close below the lower band.' }),
  },
  init: ({ bars, indicator, params: { period, atr, width } }) =>
    indicator.keltner(bars.high, bars.low, bars.close, period, atr, width),
  next({ upper, middle, lower }, { bars, buy, sell, position, params }) {
    const close = bars.close.now;
    if (position.size > 0) {
      if (close < middle.now) position.close();
    } else if (position.size < 0) {
      if (close > middle.now) position.close();
    } else if (close > upper.now) {
      buy();
    } else if (params.short && close < lower.now) {
      sell();
    }
  },
});
