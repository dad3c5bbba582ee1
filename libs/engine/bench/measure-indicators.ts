import { type IndicatorName, registry } from '../src/indicators/index.js';
import type { Bars } from '../src/index.js';
import { makeBars } from './bars.js';
import type { Figure } from './report.js';
import { median, timed } from './timing.js';

const ROUNDS = 9;

type Compute = (...args: (Float64Array | number)[]) => unknown;
type Update = { update(value: unknown, replace: boolean): unknown };
type Streaming = Record<string, new (...args: never[]) => Update>;

function compute(name: IndicatorName): Compute {
  return registry[name].compute as Compute;
}

/** Indicators over 1,000,000 bars against loops written by hand and against the libraries that are installed. */
export async function measureIndicators(): Promise<Figure[]> {
  const bars = makeBars(1_000_000);
  const { high, low, close } = bars;
  const ours: Record<string, () => unknown> = {
    SMA: () => compute('sma')(close, 30),
    EMA: () => compute('ema')(close, 30),
    RSI: () => compute('rsi')(close, 14),
    MACD: () => compute('macd')(close, 12, 26, 9),
    BBANDS: () => compute('bbands')(close, 20, 2, 2, 0),
    ATR: () => compute('atr')(high, low, close, 14),
    ADX: () => compute('adx')(high, low, close, 14),
    STOCH: () => compute('stoch')(high, low, close, 14, 3, 0, 3, 0),
  };
  const figures = [
    byHand('SMA', ours.SMA, () => handSma(close, 30)),
    byHand('EMA', ours.EMA, () => handEma(close, 30)),
  ];
  const streaming = await streamingPeers(bars);
  for (const [name, peer] of Object.entries(streaming)) {
    const least = name === 'SMA' || name === 'EMA' ? 1 : 6;
    figures.push(times(name, 'trading-signals', ours[name], peer, least));
  }
  for (const [library, peers] of Object.entries(await batchPeers(close))) {
    for (const [name, peer] of Object.entries(peers)) {
      figures.push(times(name, library, ours[name], peer, 1));
    }
  }
  return figures;
}

function byHand(name: string, ours: () => unknown, hand: () => unknown): Figure {
  const [a, b] = medians(ours, hand, ROUNDS);
  const note = `${a.toFixed(2)} and ${b.toFixed(2)} ms`;
  return { name: `${name} / loop by hand`, value: a / b, unit: '×', most: 1.2, note };
}

function times(
  name: string,
  library: string,
  ours: () => unknown,
  peer: () => unknown,
  least: number,
): Figure {
  const [a, b] = medians(ours, peer, 3);
  const note = `${b.toFixed(1)} and ${a.toFixed(1)} ms`;
  return { name: `${name}: ${library} / ours`, value: b / a, unit: '×', least, note };
}

function medians(a: () => unknown, b: () => unknown, rounds: number): [number, number] {
  const first: number[] = [];
  const second: number[] = [];
  a();
  b();
  for (let round = 0; round < rounds; round++) {
    first.push(timed(a));
    second.push(timed(b));
  }
  return [median(first), median(second)];
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

async function streamingPeers({ high, low, close }: Bars): Promise<Record<string, () => unknown>> {
  const peer = await installed<Streaming>('trading-signals');
  if (peer === null) return {};
  const make = (name: string, ...args: unknown[]) =>
    new (peer[name] as unknown as new (...rest: unknown[]) => Update)(...args);
  const overCloses = (create: () => Update) => () => {
    const indicator = create();
    const out: unknown[] = [];
    for (const price of close) out.push(indicator.update(price, false));
    return out;
  };
  const overBars = (create: () => Update) => () => {
    const indicator = create();
    const out: unknown[] = [];
    for (let i = 0; i < close.length; i++) {
      out.push(indicator.update({ high: high[i], low: low[i], close: close[i] }, false));
    }
    return out;
  };
  return {
    SMA: overCloses(() => make('SMA', 30)),
    EMA: overCloses(() => make('EMA', 30)),
    RSI: overCloses(() => make('RSI', 14)),
    MACD: overCloses(() => make('MACD', make('EMA', 12), make('EMA', 26), make('EMA', 9))),
    BBANDS: overCloses(() => make('BollingerBands', 20, 2)),
    ATR: overBars(() => make('ATR', 14)),
    ADX: overBars(() => make('ADX', 14)),
    STOCH: overBars(() => make('StochasticOscillator', 14, 3, 3)),
  };
}

type Batch = Record<string, (options: { period: number; values: number[] }) => unknown>;
type Plain = Record<string, (values: number[], options: { period: number }) => unknown>;

async function batchPeers(
  close: Float64Array,
): Promise<Record<string, Record<string, () => unknown>>> {
  const values = [...close];
  const peers: Record<string, Record<string, () => unknown>> = {};
  const batch = await installed<{ sma: Batch[string]; ema: Batch[string] }>('technicalindicators');
  if (batch !== null) {
    peers.technicalindicators = {
      SMA: () => batch.sma({ period: 30, values }),
      EMA: () => batch.ema({ period: 30, values }),
    };
  }
  const plain = await installed<{ sma: Plain[string]; ema: Plain[string] }>('indicatorts');
  if (plain !== null) {
    peers.indicatorts = {
      SMA: () => plain.sma(values, { period: 30 }),
      EMA: () => plain.ema(values, { period: 30 }),
    };
  }
  return peers;
}

async function installed<T>(name: string): Promise<T | null> {
  try {
    return (await import(name)) as T;
  } catch {
    return null;
  }
}
