import { adx, atr, bbands, ema, macd, rsi, sma, stoch } from '../src/indicators/index.js';
import type { Bars } from '../src/index.js';

/** By indicator, what computes it over all bars and returns its outputs on the last one. */
export type Runs = Record<string, () => number[]>;

/** The engine's own indicators. */
export function ownRuns({ high, low, close }: Bars): Runs {
  return {
    SMA: () => [last(sma(close, 30))],
    EMA: () => [last(ema(close, 30))],
    RSI: () => [last(rsi(close, 14))],
    MACD: () => {
      const lines = macd(close, 12, 26, 9);
      return [last(lines.macd), last(lines.signal), last(lines.histogram)];
    },
    BBANDS: () => {
      const { upper, middle, lower } = bbands(close, 20, 2, 2, 0);
      return [last(upper), last(middle), last(lower)];
    },
    ATR: () => [last(atr(high, low, close, 14))],
    ADX: () => [last(adx(high, low, close, 14))],
    STOCH: () => {
      const { slowK, slowD } = stoch(high, low, close, 14, 3, 0, 3, 0);
      return [last(slowK), last(slowD)];
    },
  };
}

/** Two averages as loops that one would write by hand for nothing else. */
export function handRuns({ close }: Bars): Runs {
  return { SMA: () => [last(handSma(close, 30))], EMA: () => [last(handEma(close, 30))] };
}

function handSma(source: Float64Array, period: number): Float64Array {
  const out = new Float64Array(source.length).fill(NaN, 0, period - 1);
  let sum = 0;
  for (let i = 0; i < period - 1; i++) sum += source[i];
  for (let i = period - 1; i < source.length; i++) {
    sum += source[i];
    out[i] = sum / period;
    sum -= source[i - period + 1];
  }
  return out;
}

function handEma(source: Float64Array, period: number): Float64Array {
  const out = new Float64Array(source.length).fill(NaN, 0, period - 1);
  const factor = 2 / (period + 1);
  let value = 0;
  for (let i = 0; i < period; i++) value += source[i];
  value /= period;
  out[period - 1] = value;
  for (let i = period; i < source.length; i++) {
    value += (source[i] - value) * factor;
    out[i] = value;
  }
  return out;
}

function last(output: Float64Array): number {
  return output[output.length - 1];
}
