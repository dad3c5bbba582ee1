import { avgprice, avgpriceLookback, avgpriceParams } from '../avgprice.js';
import { heikinAshi, heikinAshiLookback, heikinAshiParams } from '../heikin-ashi.js';
import { indicator } from '../indicator.js';
import { medprice, medpriceLookback, medpriceParams } from '../medprice.js';
import { typprice, typpriceLookback, typpriceParams } from '../typprice.js';
import { wclprice, wclpriceLookback, wclpriceParams } from '../wclprice.js';

/** Prices made from those of a bar. */
export const prices = {
  avgprice: indicator({
    taLib: 'AVGPRICE',
    inputs: ['open', 'high', 'low', 'close'],
    params: avgpriceParams,
    outputs: ['real'],
    lookback: avgpriceLookback,
    compute: avgprice,
  }),
  heikinAshi: indicator({
    inputs: ['open', 'high', 'low', 'close'],
    params: heikinAshiParams,
    outputs: ['open', 'high', 'low', 'close'],
    lookback: heikinAshiLookback,
    compute: heikinAshi,
  }),
  medprice: indicator({
    taLib: 'MEDPRICE',
    inputs: ['high', 'low'],
    params: medpriceParams,
    outputs: ['real'],
    lookback: medpriceLookback,
    compute: medprice,
  }),
  typprice: indicator({
    taLib: 'TYPPRICE',
    inputs: ['high', 'low', 'close'],
    params: typpriceParams,
    outputs: ['real'],
    lookback: typpriceLookback,
    compute: typprice,
  }),
  wclprice: indicator({
    taLib: 'WCLPRICE',
    inputs: ['high', 'low', 'close'],
    params: wclpriceParams,
    outputs: ['real'],
    lookback: wclpriceLookback,
    compute: wclprice,
  }),
};
