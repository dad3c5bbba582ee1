import { indicator } from '../indicator.js';
import { max, maxLookback, maxParams } from '../max.js';
import { maxindex, maxindexLookback, maxindexParams } from '../maxindex.js';
import { min, minLookback, minParams } from '../min.js';
import { minindex, minindexLookback, minindexParams } from '../minindex.js';
import { minmax, minmaxLookback, minmaxParams } from '../minmax.js';
import { sum, sumLookback, sumParams } from '../sum.js';

/** Sums and extremes of the last values. */
export const extremes = {
  max: indicator({
    taLib: 'MAX',
    inputs: ['source'],
    params: maxParams,
    outputs: ['real'],
    lookback: maxLookback,
    compute: max,
  }),
  maxindex: indicator({
    taLib: 'MAXINDEX',
    inputs: ['source'],
    params: maxindexParams,
    outputs: ['integer'],
    lookback: maxindexLookback,
    compute: maxindex,
  }),
  min: indicator({
    taLib: 'MIN',
    inputs: ['source'],
    params: minParams,
    outputs: ['real'],
    lookback: minLookback,
    compute: min,
  }),
  minindex: indicator({
    taLib: 'MININDEX',
    inputs: ['source'],
    params: minindexParams,
    outputs: ['integer'],
    lookback: minindexLookback,
    compute: minindex,
  }),
  minmax: indicator({
    taLib: 'MINMAX',
    inputs: ['source'],
    params: minmaxParams,
    outputs: ['min', 'max'],
    lookback: minmaxLookback,
    compute: minmax,
  }),
  sum: indicator({
    taLib: 'SUM',
    inputs: ['source'],
    params: sumParams,
    outputs: ['real'],
    lookback: sumLookback,
    compute: sum,
  }),
};
