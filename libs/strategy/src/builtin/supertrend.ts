import { bool, defineStrategy, float, int } from '@barline/engine';

/**
 * Idea: A band some average true ranges from the price trails the trend and gives it up when a
 * close breaks it.
 *
 * Rules: Buys with all free equity at the open after the close on which the direction of
 * SuperTrend turns up. When it turns down it closes and, with `short`, sells short.
 *
 * Source: Seban's SuperTrend, as `indicator.superTrend` computes it.
 */
export default defineStrategy({
  name: 'supertrend',
  description: 'Buys when SuperTrend turns up and closes, or flips short, when it turns down.',
  params: {
    period: int(10, { min: 1, max: 200, description: 'Bars of the average true range.' }),
    multiplier: float(3, {
      min: 0.1,
      max: 20,
      description: 'Average true ranges from the middle of the bar to the band.',
    }),
    short: bool(false, { description: 'Also sell short when it turns down.' }),
  },
  init({ bars, indicator, event, params: { period, multiplier } }) {
    const { superTrend, direction } = indicator.superTrend(
      bars.high,
      bars.low,
      bars.close,
      period,
      multiplier,
    );
    return { superTrend, direction, when: [event.cross(direction, 0)] };
  },
  next({ direction }, { buy, sell, position, params }) {
    position.close();
    if (direction.now > 0) buy();
    else if (params.short) sell();
  },
});
