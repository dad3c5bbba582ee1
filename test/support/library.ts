import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
// Sets the flags of V8 with which runs are executed.
import '@app/backtest/runner';
import {
  type BacktestInput,
  type Bars,
  columnsHash,
  dataHash,
  lookbackOf,
  type MarketData,
  resample,
  resolveParams,
  resultHash,
  runBacktest,
  type RunConfig,
  type Timeframe,
} from '@app/engine';
import { builtIns } from '@app/strategy/builtin';
import type { WireBar } from './bars.js';
import { startRun, untilStatus } from './runs.js';
import type { Session } from './session.js';

/** Is a run as a client asks for it; the options are the wire's. */
export interface AskedRun {
  strategy: string;
  params?: Record<string, unknown>;
  symbols: string[];
  timeframe: Timeframe;
  start: string;
  end: string;
  options?: Record<string, any>;
}

/** Are the two hashes of a run's manifest. */
export interface Hashes {
  result: string;
  data: string;
}

/** Is what the engine is called with for a run, besides the strategy. */
export interface LibraryInput {
  params: Record<string, unknown>;
  data: MarketData[];
  config: Partial<RunConfig>;
  benchmark: BacktestInput['benchmark'];
}

/** Makes, of bars on the wire, what the engine is to be called with for a run; `end` is a bare date. */
export function libraryInput(asked: AskedRun, stored: Map<string, WireBar[]>): LibraryInput {
  const { params = {}, symbols, timeframe, options = {} } = asked;
  const startMs = Date.parse(asked.start);
  const endMs = Date.parse(asked.end) + 86_400_000;
  const { warm_up = lookback(asked) } = options;
  const warmUpBars = warm_up === 'none' ? 0 : warm_up;
  const read = (symbol: string, wanted: Timeframe) => barsOf(stored.get(symbol)!, wanted);
  const ranged = (symbol: string, wanted: Timeframe) => {
    const bars = read(symbol, wanted);
    return cut(bars, rowAt(bars, startMs), rowAt(bars, endMs));
  };
  const data = symbols.map((symbol): MarketData => {
    const bars = read(symbol, timeframe);
    const first = rowAt(bars, startMs);
    const from = Math.max(0, first - warmUpBars);
    const detail: Timeframe | undefined = options.detail_timeframe;
    return {
      symbol,
      timeframe,
      bars: cut(bars, from, rowAt(bars, endMs)),
      firstTradableIndex: first - from,
      detail: detail && { timeframe: detail, bars: ranged(symbol, detail) },
    };
  });
  const held = options.benchmark && ranged(options.benchmark, timeframe);
  return {
    params,
    data,
    config: camel(options) as Partial<RunConfig>,
    benchmark: held && { time: held.time, close: held.close },
  };
}

/** Calls the engine in this process. */
export function runInLibrary(strategy: string, input: LibraryInput): Hashes & { trades: number } {
  const result = runBacktest({ strategy: builtIns.get(strategy)!, ...input });
  if (result.stopped) throw new Error('It stopped.');
  const hashes = input.data.map(({ bars }) => dataHash(bars));
  return {
    result: resultHash(result),
    data: joinedHash(input, hashes),
    trades: result.statistics.trades ?? 0,
  };
}

/** Joins the hashes of symbols in name order, with those of finer bars and a benchmark: one symbol's hash is that of its bars. */
export function joinedHash({ data, benchmark }: LibraryInput, hashes: string[]): string {
  if (hashes.length === 1 && !data[0]!.detail && !benchmark) return hashes[0]!;
  const lines = hashes.flatMap((hash, k) => {
    const { symbol, detail } = data[k]!;
    const finer = detail ? [`detail ${detail.timeframe} ${dataHash(detail.bars)}\n`] : [];
    return [`${symbol} ${hash}\n`, ...finer];
  });
  if (benchmark) lines.push(`benchmark ${columnsHash([benchmark.time, benchmark.close])}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** Runs it over REST, to its end. */
export async function runOverRest(
  session: Session,
  { strategy, start, end, options, ...rest }: AskedRun,
): Promise<Hashes> {
  const body = { strategy_name: strategy, start_date: start, end_date: end, ...rest, ...options };
  const id = await startRun(session, { symbol: undefined, ...body });
  const { status, error } = await untilStatus(session, id);
  if (status !== 'COMPLETED') throw new Error(`It is ${status}: ${JSON.stringify(error)}`);
  const { manifest } = (await session.get(`/backtest/${id}/result`)).body.data;
  return { result: manifest.result_hash, data: manifest.data_hash };
}

/** Reads the bars of a file in `samples`. */
export function sampleBars(symbol: string, timeframe: string): WireBar[] {
  const file = new URL(`../../samples/${symbol}-${timeframe}.csv`, import.meta.url);
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [time, ...cells] = line.split(',');
    const [open = 0, high = 0, low = 0, close = 0, volume = 0] = cells.map(Number);
    return { symbol, timeframe, open_time: Date.parse(time!), open, high, low, close, volume };
  });
}

function lookback({ strategy: name, params, timeframe, symbols }: AskedRun): number {
  const strategy = builtIns.get(name)!;
  const resolved = resolveParams(strategy, params);
  if (!('params' in resolved)) throw new Error('The params are not valid.');
  return lookbackOf(strategy, resolved.params, { timeframe, symbols });
}

function barsOf(stored: WireBar[], wanted: Timeframe): Bars {
  const own = stored[0]!.timeframe as Timeframe;
  const bars = columnsOf(stored);
  return own === wanted ? bars : resample(bars, own, wanted);
}

function columnsOf(bars: WireBar[]): Bars {
  const column = (of: (bar: WireBar) => number) => Float64Array.from(bars, of);
  return {
    time: column((bar) => bar.open_time),
    open: column((bar) => bar.open),
    high: column((bar) => bar.high),
    low: column((bar) => bar.low),
    close: column((bar) => bar.close),
    volume: column((bar) => bar.volume),
  };
}

function rowAt({ time }: Bars, ms: number): number {
  const row = time.findIndex((each) => each >= ms);
  return row < 0 ? time.length : row;
}

function cut({ time, open, high, low, close, volume }: Bars, from: number, to: number): Bars {
  return {
    time: time.slice(from, to),
    open: open.slice(from, to),
    high: high.slice(from, to),
    low: low.slice(from, to),
    close: close.slice(from, to),
    volume: volume.slice(from, to),
  };
}

function camel(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([name, part]) => [
    name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    camel(part),
  ]);
  return Object.fromEntries(entries);
}
