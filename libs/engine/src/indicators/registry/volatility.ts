import { atr, atrLookback, atrParams } from '../atr.js';
import { indicator } from '../indicator.js';
import { trange, trangeLookback, trangeParams } from '../trange.js';

/** Measures of how far the price moves. */
export const volatility = {
  atr: indicator({
    taLib: 'ATR',
    inputs: ['high', 'low', 'close'],
    params: atrParams,
    outputs: ['real'],
    lookback: atrLookback,
    compute: atr,
  }),
  trange: indicator({
    taLib: 'TRANGE',
    inputs: ['high', 'low', 'close'],
    params: trangeParams,
    outputs: ['real'],
    lookback: trangeLookback,
    compute: trange,
  }),
};
