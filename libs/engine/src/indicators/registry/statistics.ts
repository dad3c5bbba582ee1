import { avgdev, avgdevLookback, avgdevParams } from '../avgdev.js';
import { beta, betaLookback, betaParams } from '../beta.js';
import { correl, correlLookback, correlParams } from '../correl.js';
import { hurst, hurstLookback, hurstParams } from '../hurst.js';
import { indicator } from '../indicator.js';
import {
  linearregAngle,
  linearregAngleLookback,
  linearregAngleParams,
} from '../linearreg-angle.js';
import {
  linearregIntercept,
  linearregInterceptLookback,
  linearregInterceptParams,
} from '../linearreg-intercept.js';
import {
  linearregSlope,
  linearregSlopeLookback,
  linearregSlopeParams,
} from '../linearreg-slope.js';
import { linearreg, linearregLookback, linearregParams } from '../linearreg.js';
import { percentRank, percentRankLookback, percentRankParams } from '../percent-rank.js';
import { stddev, stddevLookback, stddevParams } from '../stddev.js';
import { tsf, tsfLookback, tsfParams } from '../tsf.js';
import { variance, varLookback, varParams } from '../var.js';
import { zScore, zScoreLookback, zScoreParams } from '../z-score.js';

/** Statistics of the last values. */
export const statistics = {
  avgdev: indicator({
    taLib: 'AVGDEV',
    inputs: ['source'],
    params: avgdevParams,
    outputs: ['real'],
    lookback: avgdevLookback,
    compute: avgdev,
  }),
  beta: indicator({
    taLib: 'BETA',
    inputs: ['first', 'second'],
    params: betaParams,
    outputs: ['real'],
    lookback: betaLookback,
    compute: beta,
  }),
  correl: indicator({
    taLib: 'CORREL',
    inputs: ['first', 'second'],
    params: correlParams,
    outputs: ['real'],
    lookback: correlLookback,
    compute: correl,
  }),
  hurst: indicator({
    inputs: ['source'],
    params: hurstParams,
    outputs: ['real'],
    lookback: hurstLookback,
    compute: hurst,
  }),
  linearreg: indicator({
    taLib: 'LINEARREG',
    inputs: ['source'],
    params: linearregParams,
    outputs: ['real'],
    lookback: linearregLookback,
    compute: linearreg,
  }),
  linearregAngle: indicator({
    taLib: 'LINEARREG_ANGLE',
    inputs: ['source'],
    params: linearregAngleParams,
    outputs: ['real'],
    lookback: linearregAngleLookback,
    compute: linearregAngle,
  }),
  linearregIntercept: indicator({
    taLib: 'LINEARREG_INTERCEPT',
    inputs: ['source'],
    params: linearregInterceptParams,
    outputs: ['real'],
    lookback: linearregInterceptLookback,
    compute: linearregIntercept,
  }),
  linearregSlope: indicator({
    taLib: 'LINEARREG_SLOPE',
    inputs: ['source'],
    params: linearregSlopeParams,
    outputs: ['real'],
    lookback: linearregSlopeLookback,
    compute: linearregSlope,
  }),
  percentRank: indicator({
    inputs: ['source'],
    params: percentRankParams,
    outputs: ['real'],
    lookback: percentRankLookback,
    compute: percentRank,
  }),
  stddev: indicator({
    taLib: 'STDDEV',
    inputs: ['source'],
    params: stddevParams,
    outputs: ['real'],
    lookback: stddevLookback,
    compute: stddev,
  }),
  tsf: indicator({
    taLib: 'TSF',
    inputs: ['source'],
    params: tsfParams,
    outputs: ['real'],
    lookback: tsfLookback,
    compute: tsf,
  }),
  var: indicator({
    taLib: 'VAR',
    inputs: ['source'],
    params: varParams,
    outputs: ['real'],
    lookback: varLookback,
    compute: variance,
  }),
  zScore: indicator({
    inputs: ['source'],
    params: zScoreParams,
    outputs: ['real'],
    lookback: zScoreLookback,
    compute: zScore,
  }),
};
