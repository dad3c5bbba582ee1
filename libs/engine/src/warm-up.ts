import { sliceBars } from './bars.js';
import { checkKeys, configOf, paramsOf } from './input.js';
import type { CheckInput } from './look-ahead.js';
import { lookbackOf } from './lookback.js';
import { buildMarkets, type MarketData } from './market-data.js';
import { Simulation } from './simulation.js';

/** How far an indicator's first tradable value is from that with the most history, for each length of history tried. */
export type WarmUpDrift = {
  indicator: string;
  symbol: string;
  /** Bars of history, fewest first, with the relative difference there; null where it has no value yet. */
  history: { bars: number; difference: number | null }[];
};

/** Which indicators depend on how much history is loaded, worst first; `unstable` when one is off by more than the tolerance at the history that a run would load. */
export type WarmUpVerdict = {
  verdict: 'stable' | 'unstable' | 'inconclusive';
  lookback: number;
  drifts: WarmUpDrift[];
};

const TOLERANCE = 1e-6;

/** Computes the indicators at the first tradable bar from more and more of the history before it: recursive ones, such as EMA, keep changing for long. */
export function checkWarmUp(input: CheckInput): WarmUpVerdict {
  checkKeys(input, 'key of the check', ['load']);
  const params = paramsOf(input.strategy, input.params);
  const { timeframe } = input.data[0];
  const symbols = input.data.map((each) => each.symbol);
  const lookback = lookbackOf(input.strategy, params, { timeframe, symbols });
  const available = Math.min(...input.data.map((each) => each.firstTradableIndex ?? 0));
  const lengths = lengthsOf(lookback, available);
  if (lengths.length < 2) return { verdict: 'inconclusive', lookback, drifts: [] };
  const values = lengths.map((length) => firstValues(input, length));
  const most = values[values.length - 1];
  const drifts = most.map((last, k) => ({
    indicator: last.indicator,
    symbol: last.symbol,
    history: lengths.map((bars, j) => ({
      bars,
      difference: relative(values[j][k].value, last.value),
    })),
  }));
  drifts.sort((a, b) => worst(b) - worst(a));
  const unstable = drifts.some((each) => worst(each) > TOLERANCE);
  return { verdict: unstable ? 'unstable' : 'stable', lookback, drifts };
}

function lengthsOf(lookback: number, available: number): number[] {
  const lengths: number[] = [];
  for (let length = Math.max(1, lookback); length <= available; length *= 2) lengths.push(length);
  if (lengths.length > 0 && lengths[lengths.length - 1] !== available) lengths.push(available);
  return lengths;
}

type FirstValue = { readonly indicator: string; readonly symbol: string; readonly value: number };

function firstValues(input: CheckInput, length: number): FirstValue[] {
  const config = configOf(input.config);
  const data = input.data.map((each) => shortened(each, length));
  const set = buildMarkets(data, config);
  const params = paramsOf(input.strategy, input.params);
  const sim = new Simulation(input.strategy, params, config, set, {});
  return sim.seats.flatMap((seat) =>
    seat.made.flatMap((made) =>
      made.outputs.map(({ name, column }) => ({
        indicator: name === null ? made.label : `${made.label}.${name}`,
        symbol: seat.market.symbol,
        value: column[sim.barsVisible(made.clock, set.firstTick + 1) - 1] ?? NaN,
      })),
    ),
  );
}

function shortened(data: MarketData, length: number): MarketData {
  const first = data.firstTradableIndex ?? 0;
  const bars = sliceBars(data.bars, first - length, first + 1);
  return { ...data, bars, firstTradableIndex: length };
}

function relative(value: number, last: number): number | null {
  if (value !== value) return null;
  if (value === last) return 0;
  return Math.abs(value - last) / Math.max(Math.abs(value), Math.abs(last));
}

// The drift at the history that a run loads by itself, the shortest tried.
function worst(drift: WarmUpDrift): number {
  return drift.history[0].difference ?? Infinity;
}
