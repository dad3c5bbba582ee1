import { bbands, bbandsLookback, bbandsParams } from '../bbands.js';
import { ema, emaLookback, emaParams } from '../ema.js';
import { indicator } from '../indicator.js';
import { ma, maLookback, maParams } from '../ma.js';
import { sma, smaLookback, smaParams } from '../sma.js';

/** Averages and bands drawn over the price. */
export const overlap = {
  bbands: indicator({
    taLib: 'BBANDS',
    inputs: ['source'],
    params: bbandsParams,
    outputs: ['upper', 'middle', 'lower'],
    lookback: bbandsLookback,
    compute: bbands,
  }),
  ema: indicator({
    taLib: 'EMA',
    inputs: ['source'],
    params: emaParams,
    outputs: ['real'],
    lookback: emaLookback,
    compute: ema,
  }),
  ma: indicator({
    taLib: 'MA',
    inputs: ['source'],
    params: maParams,
    outputs: ['real'],
    lookback: maLookback,
    compute: ma,
  }),
  sma: indicator({
    taLib: 'SMA',
    inputs: ['source'],
    params: smaParams,
    outputs: ['real'],
    lookback: smaLookback,
    compute: sma,
  }),
};
