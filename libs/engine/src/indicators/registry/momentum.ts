import { adx, adxLookback, adxParams } from '../adx.js';
import { adxr, adxrLookback, adxrParams } from '../adxr.js';
import { apo, apoLookback, apoParams } from '../apo.js';
import { aroon, aroonLookback, aroonParams } from '../aroon.js';
import { aroonosc, aroonoscLookback, aroonoscParams } from '../aroonosc.js';
import { bop, bopLookback, bopParams } from '../bop.js';
import { cci, cciLookback, cciParams } from '../cci.js';
import { cmo, cmoLookback, cmoParams } from '../cmo.js';
import { dx, dxLookback, dxParams } from '../dx.js';
import { imi, imiLookback, imiParams } from '../imi.js';
import { indicator } from '../indicator.js';
import { macd, macdLookback, macdParams } from '../macd.js';
import { macdext, macdextLookback, macdextParams } from '../macdext.js';
import { macdfix, macdfixLookback, macdfixParams } from '../macdfix.js';
import { mfi, mfiLookback, mfiParams } from '../mfi.js';
import { minusDi, minusDiLookback, minusDiParams } from '../minus-di.js';
import { minusDm, minusDmLookback, minusDmParams } from '../minus-dm.js';
import { mom, momLookback, momParams } from '../mom.js';
import { plusDi, plusDiLookback, plusDiParams } from '../plus-di.js';
import { plusDm, plusDmLookback, plusDmParams } from '../plus-dm.js';
import { ppo, ppoLookback, ppoParams } from '../ppo.js';

/** Measures of direction and trend strength. */
export const momentum = {
  adx: indicator({
    taLib: 'ADX',
    inputs: ['high', 'low', 'close'],
    params: adxParams,
    outputs: ['real'],
    lookback: adxLookback,
    compute: adx,
  }),
  adxr: indicator({
    taLib: 'ADXR',
    inputs: ['high', 'low', 'close'],
    params: adxrParams,
    outputs: ['real'],
    lookback: adxrLookback,
    compute: adxr,
  }),
  apo: indicator({
    taLib: 'APO',
    inputs: ['source'],
    params: apoParams,
    outputs: ['real'],
    lookback: apoLookback,
    compute: apo,
  }),
  aroon: indicator({
    taLib: 'AROON',
    inputs: ['high', 'low'],
    params: aroonParams,
    outputs: ['down', 'up'],
    lookback: aroonLookback,
    compute: aroon,
  }),
  aroonosc: indicator({
    taLib: 'AROONOSC',
    inputs: ['high', 'low'],
    params: aroonoscParams,
    outputs: ['real'],
    lookback: aroonoscLookback,
    compute: aroonosc,
  }),
  bop: indicator({
    taLib: 'BOP',
    inputs: ['open', 'high', 'low', 'close'],
    params: bopParams,
    outputs: ['real'],
    lookback: bopLookback,
    compute: bop,
  }),
  cci: indicator({
    taLib: 'CCI',
    inputs: ['high', 'low', 'close'],
    params: cciParams,
    outputs: ['real'],
    lookback: cciLookback,
    compute: cci,
  }),
  cmo: indicator({
    taLib: 'CMO',
    inputs: ['source'],
    params: cmoParams,
    outputs: ['real'],
    lookback: cmoLookback,
    compute: cmo,
  }),
  dx: indicator({
    taLib: 'DX',
    inputs: ['high', 'low', 'close'],
    params: dxParams,
    outputs: ['real'],
    lookback: dxLookback,
    compute: dx,
  }),
  imi: indicator({
    taLib: 'IMI',
    inputs: ['open', 'close'],
    params: imiParams,
    outputs: ['real'],
    lookback: imiLookback,
    compute: imi,
  }),
  macd: indicator({
    taLib: 'MACD',
    inputs: ['source'],
    params: macdParams,
    outputs: ['macd', 'signal', 'histogram'],
    taLibOutputs: ['macd', 'signal', 'hist'],
    lookback: macdLookback,
    compute: macd,
  }),
  macdext: indicator({
    taLib: 'MACDEXT',
    inputs: ['source'],
    params: macdextParams,
    outputs: ['macd', 'signal', 'histogram'],
    taLibOutputs: ['macd', 'signal', 'hist'],
    lookback: macdextLookback,
    compute: macdext,
  }),
  macdfix: indicator({
    taLib: 'MACDFIX',
    inputs: ['source'],
    params: macdfixParams,
    outputs: ['macd', 'signal', 'histogram'],
    taLibOutputs: ['macd', 'signal', 'hist'],
    lookback: macdfixLookback,
    compute: macdfix,
  }),
  mfi: indicator({
    taLib: 'MFI',
    inputs: ['high', 'low', 'close', 'volume'],
    params: mfiParams,
    outputs: ['real'],
    lookback: mfiLookback,
    compute: mfi,
  }),
  minusDi: indicator({
    taLib: 'MINUS_DI',
    inputs: ['high', 'low', 'close'],
    params: minusDiParams,
    outputs: ['real'],
    lookback: minusDiLookback,
    compute: minusDi,
  }),
  minusDm: indicator({
    taLib: 'MINUS_DM',
    inputs: ['high', 'low'],
    params: minusDmParams,
    outputs: ['real'],
    lookback: minusDmLookback,
    compute: minusDm,
  }),
  mom: indicator({
    taLib: 'MOM',
    inputs: ['source'],
    params: momParams,
    outputs: ['real'],
    lookback: momLookback,
    compute: mom,
  }),
  plusDi: indicator({
    taLib: 'PLUS_DI',
    inputs: ['high', 'low', 'close'],
    params: plusDiParams,
    outputs: ['real'],
    lookback: plusDiLookback,
    compute: plusDi,
  }),
  plusDm: indicator({
    taLib: 'PLUS_DM',
    inputs: ['high', 'low'],
    params: plusDmParams,
    outputs: ['real'],
    lookback: plusDmLookback,
    compute: plusDm,
  }),
  ppo: indicator({
    taLib: 'PPO',
    inputs: ['source'],
    params: ppoParams,
    outputs: ['real'],
    lookback: ppoLookback,
    compute: ppo,
  }),
};
