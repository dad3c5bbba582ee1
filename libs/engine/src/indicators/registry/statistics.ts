import { indicator } from '../indicator.js';
import { max, maxLookback, maxParams } from '../max.js';
import { min, minLookback, minParams } from '../min.js';
import { stddev, stddevLookback, stddevParams } from '../stddev.js';

/** Statistics of the last values. */
export const statistics = {
  max: indicator({
    taLib: 'MAX',
    inputs: ['source'],
    params: maxParams,
    outputs: ['real'],
    lookback: maxLookback,
    compute: max,
  }),
  min: indicator({
    taLib: 'MIN',
    inputs: ['source'],
    params: minParams,
    outputs: ['real'],
    lookback: minLookback,
    compute: min,
  }),
  stddev: indicator({
    taLib: 'STDDEV',
    inputs: ['source'],
    params: stddevParams,
    outputs: ['real'],
    lookback: stddevLookback,
    compute: stddev,
  }),
};
