import {
  count,
  flag,
  listOf,
  mapOf,
  number,
  orNull,
  record,
  scalar,
  type Shape,
  test,
  text,
} from './shape.js';
import { Difference } from './tolerance.js';

const commission: Shape = (what, value) => {
  if (Array.isArray(value)) {
    listOf(number)(what, value);
    if (value.length === 2) return;
  } else if (typeof value === 'string') return;
  else return number(what, value);
  throw new Difference(`${what} has ${value.length} numbers, not a fixed sum and a ratio`);
};

const CONFIG = record(
  {
    cash: number,
    spread: number,
    commission,
    margin: number,
    trade_on_close: flag,
    hedging: flag,
    exclusive_orders: flag,
    finalize_trades: flag,
  },
  { fractional_unit: orNull(number) },
);

const tag = orNull(
  test('a text or a number', (value) => ['string', 'number'].includes(typeof value)),
);
const price = orNull(number);

const OPEN_TRADE = {
  size: number,
  entry_bar: count,
  entry_price: number,
  sl: price,
  tp: price,
  tag,
};

const TRADE = record({
  ...OPEN_TRADE,
  exit_bar: count,
  exit_price: number,
  pnl: number,
  commission: number,
  return_pct: number,
});

const PENDING_ORDER = record({
  size: number,
  limit: price,
  stop: price,
  sl: price,
  tp: price,
  contingent: flag,
});

const ENTRY = record({}, { size: price, limit: price, stop: price, sl: price, tp: price, tag });

const CALLS: Record<string, Shape> = {
  buy: ENTRY,
  sell: ENTRY,
  'position.close': record({ portion: number }),
  'trade.close': record({ trade: count, portion: number }),
  'trade.sl=': record({ trade: count, price }),
  'trade.tp=': record({ trade: count, price }),
  'order.cancel': record({ order: count }),
};

const action: Shape = (what, value) => {
  const [bar, call, args, ...rest] = Array.isArray(value) ? value : [];
  if (args === undefined || rest.length > 0) {
    throw new Difference(`${what} is not a bar, a call and its arguments`);
  }
  count(`${what}: the bar`, bar);
  if (!Object.hasOwn(CALLS, String(call))) throw new Difference(`${what} calls ${String(call)}`);
  CALLS[String(call)](`${what} (${String(call)})`, args);
};

const duration = record({ text, seconds: number });
const statistic: Shape = (what, value) => {
  if (typeof value === 'object' && value !== null) duration(what, value);
  else scalar(what, value);
};

/** The form of a backtest oracle; see oracles/README.md, section 2. */
export const BACKTEST = record(
  {
    data: text,
    bars: count,
    config: CONFIG,
    strategy: text,
    strategy_params: mapOf(scalar),
    first_next_bar: count,
    warnings: mapOf(count),
    broker_cancelled_at_bars: listOf(count),
    stats: mapOf(statistic),
    open_trades_at_end: listOf(record(OPEN_TRADE)),
    pending_orders_at_end: listOf(PENDING_ORDER),
    cash_at_end: number,
    equity_bars: listOf(count),
    equity: listOf(number),
    equity_fsum_all_bars: number,
    trades: listOf(TRADE),
    actions: listOf(action),
  },
  { name: text, engine: text, strategy_logic: text, actions_note: text },
);
