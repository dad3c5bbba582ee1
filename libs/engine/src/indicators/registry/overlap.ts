import { accbands, accbandsLookback, accbandsParams } from '../accbands.js';
import { bbands, bbandsLookback, bbandsParams } from '../bbands.js';
import { dema, demaLookback, demaParams } from '../dema.js';
import { donchian, donchianLookback, donchianParams } from '../donchian.js';
import { ema, emaLookback, emaParams } from '../ema.js';
import { htTrendline, htTrendlineLookback, htTrendlineParams } from '../ht-trendline.js';
import { ichimoku, ichimokuLookback, ichimokuParams } from '../ichimoku.js';
import { indicator } from '../indicator.js';
import { kama, kamaLookback, kamaParams } from '../kama.js';
import { keltner, keltnerLookback, keltnerParams } from '../keltner.js';
import { ma, maLookback, maParams } from '../ma.js';
import { mama, mamaLookback, mamaParams } from '../mama.js';
import { midpoint, midpointLookback, midpointParams } from '../midpoint.js';
import { midprice, midpriceLookback, midpriceParams } from '../midprice.js';
import { sar, sarLookback, sarParams } from '../sar.js';
import { sarext, sarextLookback, sarextParams } from '../sarext.js';
import { sma, smaLookback, smaParams } from '../sma.js';
import { superTrend, superTrendLookback, superTrendParams } from '../super-trend.js';
import { t3, t3Lookback, t3Params } from '../t3.js';
import { tema, temaLookback, temaParams } from '../tema.js';
import { trima, trimaLookback, trimaParams } from '../trima.js';
import { wma, wmaLookback, wmaParams } from '../wma.js';

/** Averages, bands and stops drawn over the price. */
export const overlap = {
  accbands: indicator({
    taLib: 'ACCBANDS',
    inputs: ['high', 'low', 'close'],
    params: accbandsParams,
    outputs: ['upper', 'middle', 'lower'],
    lookback: accbandsLookback,
    compute: accbands,
  }),
  bbands: indicator({
    taLib: 'BBANDS',
    inputs: ['source'],
    params: bbandsParams,
    outputs: ['upper', 'middle', 'lower'],
    lookback: bbandsLookback,
    compute: bbands,
  }),
  dema: indicator({
    taLib: 'DEMA',
    inputs: ['source'],
    params: demaParams,
    outputs: ['real'],
    lookback: demaLookback,
    compute: dema,
  }),
  donchian: indicator({
    inputs: ['high', 'low'],
    params: donchianParams,
    outputs: ['upper', 'middle', 'lower'],
    lookback: donchianLookback,
    compute: donchian,
  }),
  ema: indicator({
    taLib: 'EMA',
    inputs: ['source'],
    params: emaParams,
    outputs: ['real'],
    lookback: emaLookback,
    compute: ema,
  }),
  htTrendline: indicator({
    taLib: 'HT_TRENDLINE',
    inputs: ['source'],
    params: htTrendlineParams,
    outputs: ['real'],
    lookback: htTrendlineLookback,
    compute: htTrendline,
  }),
  ichimoku: indicator({
    inputs: ['high', 'low'],
    params: ichimokuParams,
    outputs: ['conversion', 'base', 'spanA', 'spanB'],
    lookback: ichimokuLookback,
    compute: ichimoku,
  }),
  kama: indicator({
    taLib: 'KAMA',
    inputs: ['source'],
    params: kamaParams,
    outputs: ['real'],
    lookback: kamaLookback,
    compute: kama,
  }),
  keltner: indicator({
    inputs: ['high', 'low', 'close'],
    params: keltnerParams,
    outputs: ['upper', 'middle', 'lower'],
    lookback: keltnerLookback,
    compute: keltner,
  }),
  ma: indicator({
    taLib: 'MA',
    inputs: ['source'],
    params: maParams,
    outputs: ['real'],
    lookback: maLookback,
    compute: ma,
  }),
  mama: indicator({
    taLib: 'MAMA',
    inputs: ['source'],
    params: mamaParams,
    outputs: ['mama', 'fama'],
    lookback: mamaLookback,
    compute: mama,
  }),
  midpoint: indicator({
    taLib: 'MIDPOINT',
    inputs: ['source'],
    params: midpointParams,
    outputs: ['real'],
    lookback: midpointLookback,
    compute: midpoint,
  }),
  midprice: indicator({
    taLib: 'MIDPRICE',
    inputs: ['high', 'low'],
    params: midpriceParams,
    outputs: ['real'],
    lookback: midpriceLookback,
    compute: midprice,
  }),
  sar: indicator({
    taLib: 'SAR',
    inputs: ['high', 'low'],
    params: sarParams,
    outputs: ['real'],
    lookback: sarLookback,
    compute: sar,
  }),
  sarext: indicator({
    taLib: 'SAREXT',
    inputs: ['high', 'low'],
    params: sarextParams,
    outputs: ['real'],
    lookback: sarextLookback,
    compute: sarext,
  }),
  sma: indicator({
    taLib: 'SMA',
    inputs: ['source'],
    params: smaParams,
    outputs: ['real'],
    lookback: smaLookback,
    compute: sma,
  }),
  superTrend: indicator({
    inputs: ['high', 'low', 'close'],
    params: superTrendParams,
    outputs: ['superTrend', 'direction'],
    lookback: superTrendLookback,
    compute: superTrend,
  }),
  t3: indicator({
    taLib: 'T3',
    inputs: ['source'],
    params: t3Params,
    outputs: ['real'],
    lookback: t3Lookback,
    compute: t3,
  }),
  tema: indicator({
    taLib: 'TEMA',
    inputs: ['source'],
    params: temaParams,
    outputs: ['real'],
    lookback: temaLookback,
    compute: tema,
  }),
  trima: indicator({
    taLib: 'TRIMA',
    inputs: ['source'],
    params: trimaParams,
    outputs: ['real'],
    lookback: trimaLookback,
    compute: trima,
  }),
  wma: indicator({
    taLib: 'WMA',
    inputs: ['source'],
    params: wmaParams,
    outputs: ['real'],
    lookback: wmaLookback,
    compute: wma,
  }),
};
