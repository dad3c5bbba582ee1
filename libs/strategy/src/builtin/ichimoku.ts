import { bool, defineStrategy, int } from '@barline/engine';

/**
 * Idea: Five middles of past ranges show trend, support and strength at one glance.
 *
 * Rules: Buys with all free equity at the open after a close above both edges of the cloud and the
 * base line, while the conversion line is above the base line. Closes on a close below the base
 * line. With `short` the same mirrored.
 *
 * Source: Hosoda's Ichimoku Kinko Hyo; Patel, Trading with Ichimoku Clouds (2010). The lagging
 * span, which looks back from the future, is left out.
 */
export default defineStrategy({
  name: 'ichimoku',
  description:
    'Buys above the cloud while the conversion line is above the base line, and closes when the close falls below the base line.',
  params: {
    conversion: int(9, { min: 1, max: 200, description: 'Bars of the conversion line.' }),
    base: int(26, { min: 1, max: 400, description: 'Bars of the base line.' }),
    span: int(52, { min: 1, max: 800, description: 'Bars of the slow edge of the cloud.' }),
    displacement: int(26, { min: 0, max: 400, description: 'Bars by which the cloud leads.' }),
    short: bool(false, { description: 'Also sell short below the cloud.' }),
  },
  constraint: ({ conversion, base, span }) => conversion < base && base < span,
  init: ({ bars, indicator, params }) =>
    indicator.ichimoku(
      bars.high,
      bars.low,
      params.conversion,
      params.base,
      params.span,
      params.displacement,
    ),
  next({ conversion, base, spanA, spanB }, { bars, buy, sell, position, params }) {
    const close = bars.close.now;
    if (position.size > 0) {
      if (close < base.now) position.close();
    } else if (position.size < 0) {
      if (close > base.now) position.close();
    } else if (close > spanA.now && close > spanB.now && close > base.now) {
      if (conversion.now > base.now) buy();
    } else if (params.short && close < spanA.now && close < spanB.now && close < base.now) {
      if (conversion.now < base.now) sell();
    }
  },
});
