import { assertBars, type Bars, spacingOf } from './bars.js';
import { type FundingRates, Market, newStir, type Stir, type SymbolSettings } from './market.js';
import { checkNames } from './market-keys.js';
import type { RunConfig } from './run-config.js';
import { Clock } from './series.js';
import { type Timeframe, TIMEFRAMES } from './timeframe.js';

/** One symbol's data for a run. */
export type MarketData = {
  symbol: string;
  timeframe: Timeframe;
  bars: Bars;
  /** The first bar of the requested range; those before it only warm up indicators. */
  firstTradableIndex?: number;
  /** By how many milliseconds its bars open after the grid of their timeframe; higher timeframes stand on the same grid. */
  gridOffsetMs?: number;
  /** Whether its bars, of some hours, open by the clocks of its session's zone: then only days and longer bars are made of them. */
  followsClocks?: boolean;
  settings?: SymbolSettings;
  /** Bars of a finer timeframe that settle bars in which two events compete. */
  detail?: { timeframe: Timeframe; bars: Bars };
  /** Funding rates, as fractions, at exact stamps (epoch ms). */
  funding?: FundingRates;
};

/** The markets of a run in name order, over the union of their open times. */
export type MarketSet = {
  readonly markets: readonly Market[];
  readonly data: readonly MarketData[];
  readonly times: Float64Array;
  /** The first tick of the requested range. */
  readonly firstTick: number;
  /** Whether all symbols have the same open times. */
  readonly aligned: boolean;
};

/** Builds the markets of a run; throws a RangeError for broken or mixed data. */
export function buildMarkets(input: readonly MarketData[], config: RunConfig): MarketSet {
  if (input.length === 0) throw new RangeError('A run needs the data of at least one symbol.');
  const data = input.toSorted((a, b) => (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : 0));
  for (const each of data) {
    checkNames(each);
    checkData(each);
    checkDetail(each, config);
  }
  checkTogether(data);
  const aligned = data.every((each) => sameTimes(each.bars.time, data[0].bars.time));
  const grid = aligned ? {} : undefined;
  const stir = newStir(data.length);
  const markets = data.map((each, k) =>
    marketOf(each, k, config, new Clock(grid, each.settings), stir),
  );
  const times = aligned ? data[0].bars.time : unionOf(data);
  if (!aligned) for (const market of markets) market.barAt = ownBars(market.bars.time, times);
  return { markets, data, times, firstTick: firstTickOf(data, times), aligned };
}

function checkData({ symbol, timeframe, bars, firstTradableIndex }: MarketData): void {
  if (!TIMEFRAMES.includes(timeframe)) {
    throw new RangeError(`${symbol}: unknown timeframe ${String(timeframe)}.`);
  }
  assertBars(bars, symbol);
  const first = firstTradableIndex ?? 0;
  if (!Number.isInteger(first) || first < 0) {
    throw new RangeError(`${symbol}: firstTradableIndex must be a whole number, got ${first}.`);
  }
}

function checkDetail({ symbol, detail }: MarketData, { detailTimeframe }: RunConfig): void {
  if (detail === undefined || detailTimeframe === null) return;
  if (detail.timeframe === detailTimeframe) return;
  throw new RangeError(
    `${symbol}: the detail bars are ${detail.timeframe}, the detailTimeframe is ${detailTimeframe}.`,
  );
}

function checkTogether(data: readonly MarketData[]): void {
  for (let k = 1; k < data.length; k++) {
    const { symbol, timeframe, settings } = data[k];
    if (symbol === data[k - 1].symbol) throw new RangeError(`${symbol} is given twice.`);
    if (timeframe !== data[0].timeframe) {
      throw new RangeError(`${symbol} is ${timeframe}, ${data[0].symbol} is ${data[0].timeframe}.`);
    }
    const currency = settings?.quoteCurrency ?? null;
    const first = data[0].settings?.quoteCurrency ?? null;
    if (currency !== first) {
      throw new RangeError(
        `${symbol} is quoted in ${currency ?? 'an unknown currency'}, ${data[0].symbol} in ${first ?? 'an unknown one'}: one account needs a rate between them.`,
      );
    }
  }
}

function marketOf(
  data: MarketData,
  index: number,
  config: RunConfig,
  clock: Clock,
  stir: Stir,
): Market {
  const { settings = {} } = data;
  return new Market(
    index,
    data.symbol,
    data.timeframe,
    columnsOf(data.bars),
    settings.multiplier ?? 1,
    config.lotSize ?? settings.lotSize ?? 1e-8,
    config.tickSize ?? settings.tickSize ?? 0,
    config.minNotional ?? settings.minNotional ?? 0,
    clock,
    settings,
    config.detailTimeframe === null ? null : (data.detail?.bars ?? null),
    config.funding ? (data.funding ?? null) : null,
    stir,
  );
}

// Made here alone, so that bars are of one hidden class wherever they come from.
function columnsOf({ time, open, high, low, close, volume }: Bars): Bars {
  return { time, open, high, low, close, volume };
}

function sameTimes(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  const spacing = spacingOf(a);
  if (spacing > 0 && spacing === spacingOf(b)) return a[0] === b[0];
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

// A merge of sorted columns; each step takes the least time not taken yet.
function unionOf(data: readonly MarketData[]): Float64Array {
  let union = data[0].bars.time;
  for (let k = 1; k < data.length; k++) union = merged(union, data[k].bars.time);
  return union;
}

function merged(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length + b.length);
  let i = 0;
  let j = 0;
  let n = 0;
  while (i < a.length || j < b.length) {
    const x = i < a.length ? a[i] : Infinity;
    const y = j < b.length ? b[j] : Infinity;
    if (x <= y) i++;
    if (y <= x) j++;
    out[n++] = x < y ? x : y;
  }
  return out.slice(0, n);
}

function ownBars(time: Float64Array, times: Float64Array): Int32Array {
  const at = new Int32Array(times.length);
  let i = -1;
  for (let tick = 0; tick < times.length; tick++) {
    if (i + 1 < time.length && time[i + 1] === times[tick]) i++;
    at[tick] = i;
  }
  return at;
}

function firstTickOf(data: readonly MarketData[], times: Float64Array): number {
  let start = Infinity;
  for (const { bars, firstTradableIndex = 0 } of data) {
    if (firstTradableIndex < bars.time.length) {
      start = Math.min(start, bars.time[firstTradableIndex]);
    }
  }
  let tick = 0;
  while (tick < times.length && times[tick] < start) tick++;
  return tick;
}
