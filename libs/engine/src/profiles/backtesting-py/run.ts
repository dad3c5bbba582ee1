import type { Bars } from '../../bars.js';
import { feeModel } from '../../costs.js';
import { Pace, type RunControl } from '../../control.js';
import { SeriesOfBars } from '../../higher-timeframe.js';
import type { MadeIndicator } from '../../indicator-set.js';
import { firstValue, type Initial, runInit } from '../../init-run.js';
import type { Log } from '../../context.js';
import type { MarketData } from '../../market-data.js';
import type { ResolvedParams } from '../../params.js';
import { Random } from '../../random.js';
import type { LogLine } from '../../result.js';
import type { RunConfig } from '../../run-config.js';
import { Clock } from '../../series.js';
import type { Strategy } from '../../strategy.js';
import { StrategyError, type StrategyPhase } from '../../strategy-error.js';
import { PyBroker } from './broker.js';
import { PyContext } from './context.js';

/** A run of the profile, at its end: the broker, the bars it saw, and what the strategy made and logged. */
export type PyRun = {
  readonly broker: PyBroker;
  readonly bars: Bars;
  readonly clock: Clock;
  /** The last of the first bars at which the indicators have values: the bar before the first simulated one. */
  readonly warmUp: number;
  readonly made: readonly MadeIndicator[];
  readonly logs: readonly LogLine[];
  /** The bar at which a control stopped the run, or −1. */
  readonly stoppedAt: number;
};

/** Runs a strategy as backtesting.py 0.6.6 would; throws a RangeError for what the profile does not know and a StrategyError when the strategy throws. */
export function runProfile(
  strategy: Strategy,
  params: ResolvedParams,
  data: MarketData,
  config: RunConfig,
  control: RunControl | undefined,
): PyRun {
  const bars = scaledBars(data.bars, config.fractionalUnit);
  const broker = brokerOf(bars, config);
  const clock = new Clock();
  const logs: LogLine[] = [];
  const log: Log = (message, values = {}) => {
    const { bar } = broker;
    logs.push({ bar, time: bars.time[bar], symbol: data.symbol, message: String(message), values });
  };
  const series = new SeriesOfBars(bars, clock);
  const random = new Random(config.seed, data.symbol);
  const ctx = new PyContext(broker, data.symbol, data.timeframe, series, params, log, random);
  let phase: StrategyPhase = 'init';
  try {
    const of = (symbol: string) => ctx.of(symbol);
    const initial = runInit(strategy, params, ctx, ctx.symbols, of, log, {});
    const warmUp = warmUpOf(initial.made);
    phase = 'next';
    const stoppedAt = step(strategy, initial, ctx, broker, clock, warmUp, control);
    if (stoppedAt < 0) finish(broker, config, warmUp);
    return { broker, bars, clock, warmUp, made: initial.made, logs, stoppedAt };
  } catch (error) {
    throw new StrategyError(error, phase, phase === 'init' ? null : broker.bar, data.symbol);
  }
}

/** The broker of a configuration over bars. */
export function brokerOf(bars: Bars, config: RunConfig): PyBroker {
  return new PyBroker(bars, {
    cash: config.initialCapital,
    spread: config.spread,
    leverage: config.leverage,
    tradeOnClose: config.fillAt === 'close',
    hedging: config.hedging,
    exclusiveOrders: config.exclusiveOrders,
    fees: feeModel(config.commission),
  });
}

/** Closes what is open after the last bar, which the broker then runs once more, and fills in the equity before the first simulated bar. */
export function finish(broker: PyBroker, config: RunConfig, warmUp: number): void {
  const last = broker.bars.time.length - 1;
  if (config.finalizeTrades && !broker.broke) {
    for (const trade of broker.trades.toReversed()) broker.close(trade, 1);
    if (warmUp + 1 <= last) broker.next(last);
  }
  const { equity } = broker;
  let first = 0;
  while (first < equity.length && equity[first] !== equity[first]) first++;
  equity.fill(first < equity.length ? equity[first] : broker.account.cash, 0, first);
}

/** Prices times the unit and volume over it, so that whole units of the broker are fractions of the asset. */
export function scaledBars(bars: Bars, unit: number | null): Bars {
  if (unit === null) return bars;
  return {
    time: bars.time,
    open: bars.open.map((price) => price * unit),
    high: bars.high.map((price) => price * unit),
    low: bars.low.map((price) => price * unit),
    close: bars.close.map((price) => price * unit),
    volume: bars.volume.map((volume) => volume / unit),
  };
}

function warmUpOf(made: readonly MadeIndicator[]): number {
  let warmUp = 0;
  for (const each of made) {
    for (const { column } of each.outputs) {
      const first = firstValue(column);
      // A column without any value holds nothing back.
      if (first < column.length) warmUp = Math.max(warmUp, first);
    }
  }
  return warmUp;
}

function step(
  strategy: Strategy,
  initial: Initial,
  ctx: PyContext,
  broker: PyBroker,
  clock: Clock,
  warmUp: number,
  control: RunControl | undefined,
): number {
  const total = broker.bars.time.length;
  const pulse = control?.pulse ?? null;
  const pace = new Pace(control);
  let pause = warmUp + 1 + pace.size;
  for (let i = warmUp + 1; i < total; i++) {
    broker.next(i);
    if (broker.broke) return -1;
    clock.i = i;
    if (pulse !== null) pulse[0] = i;
    strategy.next(initial.state, ctx);
    if (i + 1 < pause) continue;
    if (pace.poll(i + 1, total)) return i + 1;
    pause = i + 1 + pace.size;
  }
  return -1;
}
