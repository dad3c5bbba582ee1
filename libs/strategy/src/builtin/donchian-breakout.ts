import { bool, defineStrategy, float, int } from '@barline/engine';

/**
 * Idea: A price higher than all of the last weeks begins a trend more often than chance would have
 * it: the rules of the turtles, without pyramids.
 *
 * Rules: Buys with all free equity at the open after a close above the highest high of the `entry`
 * bars before, with a stop `stop` average true ranges below that close. Closes on a close below
 * the lowest low of the `exit` bars before, or at the stop. With `short` the same mirrored.
 *
 * Source: Faith, Way of the Turtle (2007), system 1; Donchian's channel.
 */
export default defineStrategy({
  name: 'donchian-breakout',
  description:
    'Buys a close above the highest high of the bars before and leaves below the lowest low of fewer bars, with a stop some average true ranges away.',
  params: {
    entry: int(20, { min: 2, max: 500, description: 'Bars of the channel that is broken.' }),
    exit: int(10, { min: 2, max: 500, description: 'Bars of the channel that closes.' }),
    atr: int(14, { min: 2, max: 200, description: 'Bars of the average true range.' }),
    stop: float(2, { min: 0.1, max: 20, description: 'Stop distance in average true ranges.' }),
    short: bool(false, { description: 'Also sell short below the lowest low.' }),
  },
  init: ({ bars, indicator, params }) => ({
    top: indicator.max(bars.high, params.entry),
    bottom: indicator.min(bars.low, params.entry),
    exitTop: indicator.max(bars.high, params.exit),
    exitBottom: indicator.min(bars.low, params.exit),
    range: indicator.atr(bars.high, bars.low, bars.close, params.atr, { pane: 'atr' }),
  }),
  next({ top, bottom, exitTop, exitBottom, range }, { bars, buy, sell, position, params }) {
    const close = bars.close.now;
    const distance = params.stop * range.now;
    if (position.size > 0) {
      if (close < exitBottom.ago(1)) position.close();
    } else if (position.size < 0) {
      if (close > exitTop.ago(1)) position.close();
    } else if (close > top.ago(1) && distance > 0 && distance < close) {
      buy({ sl: close - distance });
    } else if (params.short && close < bottom.ago(1) && distance > 0) {
      sell({ sl: close + distance });
    }
  },
});
