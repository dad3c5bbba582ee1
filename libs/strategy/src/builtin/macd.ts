import { bool, defineStrategy, int } from '@barline/engine';

/**
 * Idea: The distance of two exponential averages measures how fast a trend moves; its own average
 * tells when it gains or loses speed.
 *
 * Rules: Buys with all free equity at the open after the close on which the MACD line crosses
 * above its signal line. On the cross below it closes and, with `short`, sells short.
 *
 * Source: Appel, Technical Analysis: Power Tools for Active Investors (2005); the lines are TA-
 * Lib's MACD.
 */
export default defineStrategy({
  name: 'macd',
  description:
    'Buys when the MACD line crosses above its signal line and closes, or flips short, when it crosses below.',
  params: {
    fast: int(12, { min: 2, max: 400, description: 'Bars of the fast average.' }),
    slow: int(26, { min: 3, max: 1000, description: 'Bars of the slow average.' }),
    signal: int(9, { min: 1, max: 200, description: 'Bars of the signal line.' }),
    short: bool(false, { description: 'Also sell short on a cross below.' }),
  },
  constraint: ({ fast, slow }) => fast < slow,
  init({ bars, indicator, event, params }) {
    const { fast, slow, signal } = params;
    const lines = indicator.macd(bars.close, fast, slow, signal, { pane: 'macd' });
    return { ...lines, when: [event.cross(lines.macd, lines.signal)] };
  },
  next({ macd, signal }, { buy, sell, position, params, crossover }) {
    position.close();
    if (crossover(macd, signal)) buy();
    else if (params.short) sell();
  },
});
