import { bool, defineStrategy, float, int } from '@barline/engine';

/**
 * Idea: Prices far from their mean, measured by how much they usually vary, tend to come back to
 * it.
 *
 * Rules: Buys with all free equity at the open after a close below the lower band, and with
 * `short` sells after one above the upper band. Closes when a close is back at the middle band, or
 * at the stop loss.
 *
 * Source: Bollinger, Bollinger on Bollinger Bands (2001); the bands are TA-Lib's BBANDS over a
 * simple average.
 */
export default defineStrategy({
  name: 'bollinger-reversion',
  description:
    'Buys a close below the lower Bollinger band and closes when the close is back at the middle one.',
  params: {
    period: int(20, { min: 2, max: 500, description: 'Bars of the average and the deviation.' }),
    width: float(2, { min: 0.1, max: 10, description: 'Standard deviations to each band.' }),
    stop: float(0, {
      min: 0,
      max: 0.9,
      description: 'Stop loss as a fraction of the close of the signal, 0 for none.',
    }),
    short: bool(false, { description: 'Also sell short a close above the upper band.' }),
  },
  init: ({ bars, indicator, params: { period, width } }) =>
    indicator.bbands(bars.close, period, width, width),
  next({ upper, middle, lower }, { bars, buy, sell, position, params }) {
    const close = bars.close.now;
    if (position.size > 0) {
      if (close >= middle.now) position.close();
    } else if (position.size < 0) {
      if (close <= middle.now) position.close();
    } else if (close < lower.now) {
      buy(params.stop > 0 ? { sl: close * (1 - params.stop) } : {});
    } else if (params.short && close > upper.now) {
      sell(params.stop > 0 ? { sl: close * (1 + params.stop) } : {});
    }
  },
});
