import { indicator } from '../indicator.js';
import { macd, macdLookback, macdParams } from '../macd.js';
import { rsi, rsiLookback, rsiParams } from '../rsi.js';

/** Measures of how fast and in which direction the price moves. */
export const momentum = {
  macd: indicator({
    taLib: 'MACD',
    inputs: ['source'],
    params: macdParams,
    outputs: ['macd', 'signal', 'histogram'],
    taLibOutputs: ['macd', 'signal', 'hist'],
    lookback: macdLookback,
    compute: macd,
  }),
  rsi: indicator({
    taLib: 'RSI',
    inputs: ['source'],
    params: rsiParams,
    outputs: ['real'],
    lookback: rsiLookback,
    compute: rsi,
  }),
};
