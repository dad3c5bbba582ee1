import { ad, adLookback, adParams } from '../ad.js';
import { adosc, adoscLookback, adoscParams } from '../adosc.js';
import { indicator } from '../indicator.js';
import { obv, obvLookback, obvParams } from '../obv.js';
import { vwapRolling, vwapRollingLookback, vwapRollingParams } from '../vwap-rolling.js';
import { vwap, vwapLookback, vwapParams } from '../vwap.js';

/** Measures that weigh prices by volume. */
export const volume = {
  ad: indicator({
    taLib: 'AD',
    inputs: ['high', 'low', 'close', 'volume'],
    params: adParams,
    outputs: ['real'],
    lookback: adLookback,
    compute: ad,
  }),
  adosc: indicator({
    taLib: 'ADOSC',
    inputs: ['high', 'low', 'close', 'volume'],
    params: adoscParams,
    outputs: ['real'],
    lookback: adoscLookback,
    compute: adosc,
  }),
  obv: indicator({
    taLib: 'OBV',
    inputs: ['source', 'volume'],
    params: obvParams,
    outputs: ['real'],
    lookback: obvLookback,
    compute: obv,
  }),
  vwap: indicator({
    inputs: ['time', 'high', 'low', 'close', 'volume'],
    params: vwapParams,
    outputs: ['real'],
    lookback: vwapLookback,
    compute: vwap,
  }),
  vwapRolling: indicator({
    inputs: ['high', 'low', 'close', 'volume'],
    params: vwapRollingParams,
    outputs: ['real'],
    lookback: vwapRollingLookback,
    compute: vwapRolling,
  }),
};
