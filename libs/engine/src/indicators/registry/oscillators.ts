import { indicator } from '../indicator.js';
import { roc, rocLookback, rocParams } from '../roc.js';
import { rocp, rocpLookback, rocpParams } from '../rocp.js';
import { rocr, rocrLookback, rocrParams } from '../rocr.js';
import { rocr100, rocr100Lookback, rocr100Params } from '../rocr100.js';
import { rsi, rsiLookback, rsiParams } from '../rsi.js';
import { stoch, stochLookback, stochParams } from '../stoch.js';
import { stochf, stochfLookback, stochfParams } from '../stochf.js';
import { stochrsi, stochrsiLookback, stochrsiParams } from '../stochrsi.js';
import { trix, trixLookback, trixParams } from '../trix.js';
import { ultosc, ultoscLookback, ultoscParams } from '../ultosc.js';
import { willr, willrLookback, willrParams } from '../willr.js';

/** Measures of speed and of where the price stands in its range. */
export const oscillators = {
  roc: indicator({
    taLib: 'ROC',
    inputs: ['source'],
    params: rocParams,
    outputs: ['real'],
    lookback: rocLookback,
    compute: roc,
  }),
  rocp: indicator({
    taLib: 'ROCP',
    inputs: ['source'],
    params: rocpParams,
    outputs: ['real'],
    lookback: rocpLookback,
    compute: rocp,
  }),
  rocr: indicator({
    taLib: 'ROCR',
    inputs: ['source'],
    params: rocrParams,
    outputs: ['real'],
    lookback: rocrLookback,
    compute: rocr,
  }),
  rocr100: indicator({
    taLib: 'ROCR100',
    inputs: ['source'],
    params: rocr100Params,
    outputs: ['real'],
    lookback: rocr100Lookback,
    compute: rocr100,
  }),
  rsi: indicator({
    taLib: 'RSI',
    inputs: ['source'],
    params: rsiParams,
    outputs: ['real'],
    lookback: rsiLookback,
    compute: rsi,
  }),
  stoch: indicator({
    taLib: 'STOCH',
    inputs: ['high', 'low', 'close'],
    params: stochParams,
    outputs: ['slowK', 'slowD'],
    lookback: stochLookback,
    compute: stoch,
  }),
  stochf: indicator({
    taLib: 'STOCHF',
    inputs: ['high', 'low', 'close'],
    params: stochfParams,
    outputs: ['fastK', 'fastD'],
    lookback: stochfLookback,
    compute: stochf,
  }),
  stochrsi: indicator({
    taLib: 'STOCHRSI',
    inputs: ['source'],
    params: stochrsiParams,
    outputs: ['fastK', 'fastD'],
    lookback: stochrsiLookback,
    compute: stochrsi,
  }),
  trix: indicator({
    taLib: 'TRIX',
    inputs: ['source'],
    params: trixParams,
    outputs: ['real'],
    lookback: trixLookback,
    compute: trix,
  }),
  ultosc: indicator({
    taLib: 'ULTOSC',
    inputs: ['high', 'low', 'close'],
    params: ultoscParams,
    outputs: ['real'],
    lookback: ultoscLookback,
    compute: ultosc,
  }),
  willr: indicator({
    taLib: 'WILLR',
    inputs: ['high', 'low', 'close'],
    params: willrParams,
    outputs: ['real'],
    lookback: willrLookback,
    compute: willr,
  }),
};
