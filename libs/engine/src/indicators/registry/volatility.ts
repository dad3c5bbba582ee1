import { atr, atrLookback, atrParams } from '../atr.js';
import { indicator } from '../indicator.js';
import { natr, natrLookback, natrParams } from '../natr.js';
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
  natr: indicator({
    taLib: 'NATR',
    inputs: ['high', 'low', 'close'],
    params: natrParams,
    outputs: ['real'],
    lookback: natrLookback,
    compute: natr,
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
