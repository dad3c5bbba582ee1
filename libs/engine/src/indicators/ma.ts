import { dema } from './dema.js';
import { ema } from './ema.js';
import { kama } from './kama.js';
import { mama } from './mama.js';
import { checkParams, maTypeParam, periodParam } from './param.js';
import { sma } from './sma.js';
import { t3 } from './t3.js';
import { tema } from './tema.js';
import { trima } from './trima.js';
import { wma } from './wma.js';

/** The parameters of the moving average of a chosen type. */
export const maParams = [periodParam('timePeriod', 30, 1), maTypeParam('maType')] as const;

/** Returns the bars before the first average of the type, 0 for a period of 1. */
export function maLookback(period: number, type: number): number {
  checkParams('ma', maParams, [period, type]);
  if (period === 1) return 0;
  switch (type) {
    case 3:
      return 2 * (period - 1);
    case 4:
      return 3 * (period - 1);
    case 6:
      return period;
    case 7:
      return 32;
    case 8:
      return 6 * (period - 1);
    default:
      return period - 1;
  }
}

/**
 * Computes the moving average of the type (MAMA with limits 0.5 and 0.05, T3 with 0.7), a copy of
 * `source` for a period of 1, as TA-Lib's MA.
 */
export function ma(source: Float64Array, period: number, type: number): Float64Array {
  maLookback(period, type);
  if (period === 1) return source.slice();
  switch (type) {
    case 1:
      return ema(source, period);
    case 2:
      return wma(source, period);
    case 3:
      return dema(source, period);
    case 4:
      return tema(source, period);
    case 5:
      return trima(source, period);
    case 6:
      return kama(source, period);
    case 7:
      return mama(source, 0.5, 0.05).mama;
    case 8:
      return t3(source, period, 0.7);
    default:
      return sma(source, period);
  }
}
