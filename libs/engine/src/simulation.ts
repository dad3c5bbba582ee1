import { Account } from './account.js';
import { feeModel, slippageModel } from './costs.js';
import type { Log } from './context.js';
import { EquityCurve } from './equity.js';
import { EventPlan } from './event-plan.js';
import type { MadeIndicator } from './indicator-set.js';
import { firstValue, type Initial, runInit, type Sharing } from './init-run.js';
import type { Market, SymbolSettings } from './market.js';
import type { MarketData, MarketSet } from './market-data.js';
import type { ResolvedParams } from './params.js';
import { Random } from './random.js';
import { RunLog } from './run-log.js';
import type { LogLine } from './result.js';
import { Protection } from './protection.js';
import type { RunConfig } from './run-config.js';
import type { Clock } from './series.js';
import { accountSession, sessionOf } from './session.js';
import type { Strategy } from './strategy.js';
import { RunContext, type RunScope, symbolOf, SymbolScope } from './strategy-context.js';
import { StrategyError, type StrategyPhase } from './strategy-error.js';

/** One caller of `next`: a symbol with its state, or the whole portfolio. */
export type Seat = Initial & {
  readonly market: Market;
  readonly ctx: RunContext;
  /** Whose days, weeks and months `every` follows. */
  readonly session: SymbolSettings;
  /** The first tick at which all indicators have values. */
  ready: number;
  /** The first tick at which `next` runs. */
  start: number;
  /** The ticks on which `next` runs, or null when it runs on all. */
  plan: EventPlan | null;
};

/** A run's account, contexts and states, ready to be stepped through. */
export class Simulation {
  readonly account: Account;
  readonly seats: Seat[] = [];
  readonly #log = new RunLog();
  /** What the strategy is doing now, for the report of an error. */
  phase: StrategyPhase = 'init';
  /** Where the number of each bar is told when it begins; null when nobody looks. */
  pulse: Int32Array | null = null;
  #views = new Map<string, SymbolScope>();

  constructor(
    readonly strategy: Strategy,
    readonly params: ResolvedParams,
    readonly config: RunConfig,
    readonly set: MarketSet,
    sharing: Sharing,
  ) {
    const { onFill, onTrade, onReject } = strategy;
    const { protections } = config;
    const { memory } = sharing;
    this.account = new Account({
      config,
      markets: set.markets,
      times: set.times,
      equity: new EquityCurve(
        memory?.reuse(set.times.length) ?? new Float64Array(set.times.length),
        set.markets,
        sharing.equity ?? true,
        set.times,
        set.firstTick,
        config.initialCapital,
      ),
      fees: feeModel(config.commission),
      slippage: slippageModel(config.slippage),
      protection: protections === null ? null : new Protection(protections),
      ambiguity: sharing.ambiguity ?? 'rule',
      actions: sharing.actions ?? null,
      listens: onFill !== null || onTrade !== null || onReject !== null,
      wantsExcursions: sharing.excursions ?? true,
      firstTick: set.firstTick,
      orders: memory?.orders,
      trades: memory?.trades,
    });
    this.#open(sharing);
  }

  /** What the strategy logged. */
  get logs(): readonly LogLine[] {
    return this.#log.lines;
  }

  /** Wraps what a strategy threw with where it happened. */
  wrap(error: unknown, symbol: string): StrategyError {
    if (StrategyError.is(error)) return error;
    const bar = this.phase === 'init' ? null : this.account.tick - this.set.firstTick;
    return new StrategyError(error, this.phase, bar, symbol, this.logs);
  }

  #open(sharing: Sharing): void {
    const { markets, data } = this.set;
    const symbols = Object.freeze(markets.map((market) => market.symbol));
    markets.forEach((market, k) => {
      const view = new SymbolScope(this.account, market, data[k]);
      this.#views.set(market.symbol, view);
    });
    const scope: RunScope = {
      account: this.account,
      params: this.params,
      symbols,
      bySymbol: this.#views,
      firstTick: this.set.firstTick,
    };
    const seated = this.strategy.scope === 'portfolio' ? markets.slice(0, 1) : markets;
    for (const market of seated) this.#seat(market, scope, data[market.index], sharing);
    this.#readiness();
  }

  #seat(market: Market, scope: RunScope, data: MarketData, sharing: Sharing): void {
    const view = symbolOf(this.#views, market.symbol);
    const random = new Random(this.config.seed, market.symbol);
    const log = this.#logOf(market);
    const ctx = new RunContext(scope, view, market, random, log);
    try {
      const of = (symbol: string) => symbolOf(this.#views, symbol);
      const { symbols } = scope;
      const initial = runInit(this.strategy, this.params, view, symbols, of, log, sharing);
      const session = this.#sessionOf(market);
      this.seats.push({ market, ctx, session, ready: 0, start: 0, plan: null, ...initial });
    } catch (error) {
      throw this.wrap(error, market.symbol);
    }
    if (data.bars.time.length === 0) this.account.warn('no_bars', `${market.symbol} has no bars.`);
  }

  #sessionOf(market: Market): SymbolSettings {
    const { scope } = this.strategy;
    const all = this.set.data.map(({ settings }) => settings);
    const [session, time] =
      scope === 'portfolio'
        ? [accountSession(all), this.set.times]
        : [market.settings, market.bars.time];
    return sessionOf(session, market.timeframe, time);
  }

  // `next` first runs when every indicator of its symbol has a value; over a portfolio at the first tick.
  #readiness(): void {
    const { firstTick } = this.set;
    const portfolio = this.strategy.scope === 'portfolio';
    for (const seat of this.seats) {
      let ready = 0;
      for (const each of seat.made) ready = Math.max(ready, this.#readyOf(each));
      seat.ready = ready;
      seat.start = portfolio ? firstTick : Math.max(firstTick, ready);
      if (seat.events !== null) seat.plan = new EventPlan(seat.events, seat.market, this.set);
      const { symbol } = seat.market;
      if (ready < this.set.times.length) {
        if (ready > firstTick && this.config.warmUp !== 'none') this.#warnOfShortHistory(seat);
        continue;
      }
      const message = `${symbol}: too few bars for its indicators ever to have values.`;
      this.account.warn('never_ready', message, { symbol });
    }
  }

  #warnOfShortHistory({ market: { symbol }, ready }: Seat): void {
    const missing = ready - this.set.firstTick;
    const message = `${symbol}: too little history, its indicators have values only ${missing} bars after the start.`;
    this.account.warn('short_history', message, { symbol, missing });
  }

  #readyOf(made: MadeIndicator): number {
    let ready = 0;
    for (const { column } of made.outputs) ready = Math.max(ready, firstValue(column));
    const tick = this.tickOf(made.clock, ready);
    for (const market of this.set.markets) {
      const own = market.clock === made.clock;
      if (!own && !market.higher.some((each) => each.clock === made.clock)) continue;
      symbolOf(this.#views, market.symbol).readyFrom(tick);
      break;
    }
    return tick;
  }

  /** The first tick that sees bar `i` of a clock: a symbol's own or a higher timeframe's; Infinity when none does. */
  tickOf(clock: Clock, i: number): number {
    for (const market of this.set.markets) {
      if (market.clock === clock) return tickOfBar(market, i);
      const higher = market.higher.find((each) => each.clock === clock);
      if (higher !== undefined) return tickOfBar(market, higher.visibleAt[i] ?? Infinity);
    }
    return 0;
  }

  /** How many bars of a clock are known before a tick. */
  barsVisible(clock: Clock, tick: number): number {
    for (const market of this.set.markets) {
      const own = market.barAt === null ? tick : tick === 0 ? 0 : market.barAt[tick - 1] + 1;
      if (market.clock === clock) return own;
      const higher = market.higher.find((each) => each.clock === clock);
      if (higher !== undefined) return higher.visibleAt.filter((bar) => bar < own).length;
    }
    return 0;
  }

  #logOf({ symbol }: Market): Log {
    return (message, values = {}) => {
      const { tick, times } = this.account;
      const bar = tick < 0 ? -1 : tick - this.set.firstTick;
      const time = tick < 0 ? NaN : times[tick];
      if (this.#log.add({ bar, time, symbol, message, values })) return;
      this.account.warn('log_full', RunLog.full);
    };
  }
}

function tickOfBar(market: Market, ownBar: number): number {
  if (market.barAt === null || ownBar === Infinity) return ownBar;
  const at = market.barAt.indexOf(ownBar);
  return at < 0 ? Infinity : at;
}
