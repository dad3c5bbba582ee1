import * as indicatorts from 'indicatorts';
import * as technicalindicators from 'technicalindicators';
import {
  ADX,
  ATR,
  BollingerBands,
  EMA,
  MACD,
  RSI,
  SMA,
  StochasticOscillator,
} from 'trading-signals';
import type { Bars } from '../src/index.js';
import type { Runs } from './indicator-runs.js';

/** The indicators by the libraries that have them, each from the inputs it wants, made beforehand, and by its fastest call. */
export function peerRuns({ high, low, close }: Bars): Record<string, Runs> {
  const values = Array.from(close);
  const candles = values.map((price, i) => ({ high: high[i], low: low[i], close: price }));
  return {
    'trading-signals': tradingSignals(values, candles),
    technicalindicators: {
      SMA: () => [last(technicalindicators.sma({ period: 30, values }))],
      EMA: () => [last(technicalindicators.ema({ period: 30, values }))],
    },
    indicatorts: {
      SMA: () => [last(indicatorts.sma(values, { period: 30 }))],
      EMA: () => [last(indicatorts.ema(values, { period: 30 }))],
    },
  };
}

type Candle = { high: number; low: number; close: number };

function tradingSignals(values: number[], candles: Candle[]): Runs {
  return {
    SMA: () => [last(new SMA(30).updates(values))],
    EMA: () => [last(new EMA(30).updates(values))],
    RSI: () => [last(new RSI(14).updates(values))],
    MACD: () => {
      const lines = new MACD(new EMA(12), new EMA(26), new EMA(9)).updates(values);
      const { macd, signal, histogram } = last(lines);
      return [macd, signal, histogram];
    },
    BBANDS: () => {
      const { upper, middle, lower } = last(new BollingerBands(20, 2).updates(values));
      return [upper, middle, lower];
    },
    ATR: () => [last(new ATR(14).updates(candles))],
    ADX: () => [last(new ADX(14).updates(candles))],
    STOCH: () => {
      const periods = { kPeriod: 14, kSlowingPeriod: 3, dPeriod: 3 };
      const { stochK, stochD } = last(new StochasticOscillator(periods).updates(candles));
      return [stochK, stochD];
    },
  };
}

function last<T>(results: readonly (T | null)[]): T {
  const value = results.at(-1);
  if (value === undefined || value === null) throw new Error('a library gave no last value');
  return value;
}
