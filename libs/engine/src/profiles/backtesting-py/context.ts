import type {
  BarSeries,
  Context,
  Log,
  Order,
  OrderOptions,
  Position,
  SymbolContext,
  Trade,
} from '../../context.js';
import type { ResolvedParams } from '../../params.js';
import type { Random } from '../../random.js';
import { crossover, crossunder } from '../../series.js';
import { closeTimeOf, type Timeframe } from '../../timeframe.js';
import type { PyBroker } from './broker.js';
import { PyOrderHandle, PyPosition, PyTradeHandle } from './handles.js';
import { entryOf } from './options.js';

/** What `next` gets in the profile backtesting.py: one symbol, the queue as its orders, the list of open trades as they stand in it. */
export class PyContext implements Context {
  readonly position: Position;
  readonly symbols: readonly string[];
  readonly crossover = crossover;
  readonly crossunder = crossunder;
  readonly fresh = true;
  readonly ready = true;
  readonly buy: (options?: OrderOptions) => Order;
  readonly sell: (options?: OrderOptions) => Order;
  readonly random: () => number;
  readonly of: (symbol: string) => SymbolContext;
  readonly timeframe: (timeframe: Timeframe) => BarSeries;
  readonly #broker: PyBroker;
  readonly #timeframe: Timeframe;

  constructor(
    broker: PyBroker,
    readonly symbol: string,
    timeframe: Timeframe,
    readonly bars: BarSeries,
    readonly params: ResolvedParams,
    readonly log: Log,
    random: Random,
  ) {
    this.#broker = broker;
    this.#timeframe = timeframe;
    this.symbols = Object.freeze([symbol]);
    this.position = new PyPosition(broker, symbol);
    this.buy = (options) => new PyOrderHandle(broker, broker.place(entryOf(1, options)), symbol);
    this.sell = (options) => new PyOrderHandle(broker, broker.place(entryOf(-1, options)), symbol);
    this.random = () => random.next();
    this.of = (wanted) => {
      if (wanted === symbol) return this;
      throw new RangeError(
        `The run has no symbol ${wanted}; the profile backtesting.py takes one.`,
      );
    };
    this.timeframe = (wanted) => {
      if (wanted === timeframe) return this.bars;
      throw new RangeError('The profile backtesting.py knows no higher timeframe.');
    };
  }

  get index(): number {
    return this.#broker.bar;
  }

  get time(): number {
    return this.#broker.bars.time[this.#broker.bar];
  }

  get closeTime(): number {
    return closeTimeOf(this.time, this.#timeframe);
  }

  get cash(): number {
    return this.#broker.account.cash;
  }

  get equity(): number {
    return this.#broker.account.equity;
  }

  get orders(): readonly Order[] {
    return this.#broker.orders.map((each) => new PyOrderHandle(this.#broker, each, this.symbol));
  }

  get trades(): readonly Trade[] {
    return this.#broker.trades.map((each) => new PyTradeHandle(this.#broker, each, this.symbol));
  }
}
