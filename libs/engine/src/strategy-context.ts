import type { Account } from './account.js';
import type {
  BarSeries,
  Context,
  Log,
  Order,
  OrderOptions,
  Position,
  SymbolContext,
  Trade,
} from './context.js';
import { Role } from './codes.js';
import { placeEntry } from './enter.js';
import { OrderHandle, PositionHandle, TradeHandle } from './handles.js';
import { checkClocks, checkHigher, HigherTimeframe, SeriesOfBars } from './higher-timeframe.js';
import type { Market } from './market.js';
import type { MarketData } from './market-data.js';
import { suggestion } from './names.js';
import type { ResolvedParams } from './params.js';
import type { Random } from './random.js';
import { type Comparable, crossover, crossunder } from './series.js';
import { closeTimeOf, type Timeframe } from './timeframe.js';
import { sealed } from './sealed.js';

const NO_ORDERS: readonly Order[] = Object.freeze([]);
const NO_TRADES: readonly Trade[] = Object.freeze([]);

/** What all contexts of a run share. */
export type RunScope = {
  readonly account: Account;
  readonly params: ResolvedParams;
  readonly symbols: readonly string[];
  readonly bySymbol: ReadonlyMap<string, SymbolScope>;
  /** The own bar index that is called bar 0. */
  readonly firstTick: number;
};

/** Where the bars of a symbol open. */
type Grid = Pick<MarketData, 'gridOffsetMs' | 'followsClocks'>;

/** One symbol of a run as its strategy sees it. */
export class SymbolScope implements SymbolContext {
  readonly symbol: string;
  readonly bars: BarSeries;
  readonly position: Position;
  readonly buy: (options?: OrderOptions) => Order;
  readonly sell: (options?: OrderOptions) => Order;
  readonly timeframe: (timeframe: Timeframe) => BarSeries;
  readonly #account: Account;
  readonly #market: Market;
  #firstReady = 0;

  constructor(account: Account, market: Market, grid: Grid) {
    this.#account = account;
    this.#market = market;
    this.symbol = market.symbol;
    this.bars = new SeriesOfBars(market.bars, market.clock);
    this.position = new PositionHandle(account, market);
    this.buy = (options) =>
      new OrderHandle(account, market, placeEntry(account, market, 1, options));
    this.sell = (options) =>
      new OrderHandle(account, market, placeEntry(account, market, -1, options));
    this.timeframe = (timeframe) => {
      if (timeframe === market.timeframe) return this.bars;
      const known = market.higher.find((each) => each.timeframe === timeframe);
      if (known !== undefined) return known.series;
      const { bars, settings } = market;
      const { gridOffsetMs = 0, followsClocks = false } = grid;
      checkHigher(market.timeframe, timeframe);
      if (followsClocks) checkClocks(market.timeframe, timeframe, settings);
      const made = new HigherTimeframe(timeframe, bars, market.timeframe, gridOffsetMs, settings);
      market.higher.push(made);
      const next = made.advance(market.clock.i);
      market.nextHigher = Math.min(market.nextHigher, next);
      return made.series;
    };
  }

  get index(): number {
    return this.#account.tick - this.#account.firstTick;
  }

  get fresh(): boolean {
    const { tick, times } = this.#account;
    const i = this.#market.clock.i;
    return i >= 0 && this.#market.bars.time[i] === times[tick];
  }

  get ready(): boolean {
    return this.#account.tick >= this.#firstReady;
  }

  /** Tells that an indicator of the symbol has values from a tick on. */
  readyFrom(tick: number): void {
    this.#firstReady = Math.max(this.#firstReady, tick);
  }

  get orders(): readonly Order[] {
    const { resting } = this.#market;
    if (resting.length === 0) return NO_ORDERS;
    const { role } = this.#account.orders.columns;
    const own = resting.filter((row) => role[row] <= Role.Close);
    return own.map((row) => new OrderHandle(this.#account, this.#market, row));
  }

  get trades(): readonly Trade[] {
    const { lots } = this.#market;
    if (lots.length === 0) return NO_TRADES;
    return lots.map((row) => new TradeHandle(this.#account, this.#market, row));
  }
}

sealed(SymbolScope);

/** What `next` gets: one symbol's view and the account's. */
export class RunContext implements Context {
  readonly symbol: string;
  readonly bars: BarSeries;
  readonly position: Position;
  readonly params: ResolvedParams;
  readonly symbols: readonly string[];
  readonly buy: (options?: OrderOptions) => Order;
  readonly sell: (options?: OrderOptions) => Order;
  readonly timeframe: (timeframe: Timeframe) => BarSeries;
  readonly of: (symbol: string) => SymbolContext;
  readonly crossover = crossover as (a: Comparable, b: Comparable) => boolean;
  readonly crossunder = crossunder as (a: Comparable, b: Comparable) => boolean;
  readonly random: () => number;
  readonly log: Log;
  readonly #view: SymbolScope;
  readonly #account: Account;
  readonly #market: Market;

  constructor(scope: RunScope, view: SymbolScope, market: Market, random: Random, log: Log) {
    this.#view = view;
    this.#account = scope.account;
    this.#market = market;
    this.symbol = view.symbol;
    this.bars = view.bars;
    this.position = view.position;
    this.params = scope.params;
    this.symbols = scope.symbols;
    this.buy = view.buy;
    this.sell = view.sell;
    this.timeframe = view.timeframe;
    this.of = (symbol) => symbolOf(scope.bySymbol, symbol);
    const { account } = scope;
    this.random =
      account.actions === null
        ? () => random.next()
        : () => {
            account.note(market, 'random');
            return random.next();
          };
    this.log = log;
  }

  get index(): number {
    return this.#view.index;
  }

  get fresh(): boolean {
    return this.#view.fresh;
  }

  get ready(): boolean {
    return this.#view.ready;
  }

  get orders(): readonly Order[] {
    return this.#view.orders;
  }

  get trades(): readonly Trade[] {
    return this.#view.trades;
  }

  get cash(): number {
    return this.#account.cash;
  }

  get equity(): number {
    return this.#account.equityAt(null, NaN);
  }

  get time(): number {
    return this.#account.times[this.#account.tick];
  }

  get closeTime(): number {
    return closeTimeOf(this.time, this.#market.timeframe);
  }
}

sealed(RunContext);

/** The view of a symbol of the run; throws a RangeError that suggests the nearest when there is none. */
export function symbolOf<T>(bySymbol: ReadonlyMap<string, T>, symbol: string): T {
  const found = bySymbol.get(symbol);
  if (found !== undefined) return found;
  const known = [...bySymbol.keys()];
  throw new RangeError(`The run has no symbol ${symbol}.${suggestion(symbol, known)}`);
}
