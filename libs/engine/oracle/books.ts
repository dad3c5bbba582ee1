import type { PyBroker } from '../src/profiles/backtesting-py/broker.js';
import type { PyTrade } from '../src/profiles/backtesting-py/order.js';
import type { BacktestOracle, OracleOpenTrade } from './format.js';
import { close, exactSum, largest, same, scaleOf } from './tolerance.js';

/** How far prices and money may lie from the oracle's. */
export type Tolerances = { prices: number; money: number };

/** Throws a Difference unless a broker's books are the oracle's: trades, equity, cash, what is open and pending, warnings. */
export function compareBooks(
  by: string,
  oracle: BacktestOracle,
  broker: PyBroker,
  tolerances: Tolerances,
): void {
  compareTrades(by, oracle, broker.closed, tolerances);
  compareEquity(by, oracle, broker.equity, tolerances.money);
  const scale = largest(oracle.equity);
  close(`${by}cash_at_end`, broker.account.cash, oracle.cash_at_end, tolerances.money, scale);
  compareOpenTrades(by, oracle, broker.trades, tolerances);
  comparePending(by, oracle, broker, tolerances);
  compareWarnings(by, oracle, broker);
}

function compareTrades(
  by: string,
  { trades, config }: BacktestOracle,
  got: readonly PyTrade[],
  tolerances: Tolerances,
): void {
  same(`${by}the number of trades`, got.length, trades.length);
  const scale = (name: 'pnl' | 'commission' | 'return_pct') =>
    scaleOf(trades.map((each) => each[name]));
  const scales = { pnl: scale('pnl'), fee: scale('commission'), returned: scale('return_pct') };
  const unit = config.fractional_unit ?? 1;
  got.forEach((trade, k) => {
    const want = trades[k];
    const what = `${by}trades[${k}].`;
    compareEntry(what, trade, want, unit, tolerances);
    same(`${what}exit_bar`, trade.exitBar, want.exit_bar);
    close(`${what}exit_price`, scaled(trade.exitPrice, unit), want.exit_price, tolerances.prices);
    close(`${what}pnl`, trade.pnl, want.pnl, tolerances.money, scales.pnl);
    close(`${what}commission`, trade.commission, want.commission, tolerances.money, scales.fee);
    close(`${what}return_pct`, trade.returned, want.return_pct, tolerances.money, scales.returned);
  });
}

function compareEntry(
  what: string,
  trade: PyTrade,
  want: OracleOpenTrade,
  unit: number,
  tolerances: Tolerances,
): void {
  same(`${what}size`, trade.size * unit, want.size);
  same(`${what}entry_bar`, trade.entryBar, want.entry_bar);
  close(`${what}entry_price`, trade.entryPrice / unit, want.entry_price, tolerances.prices);
  close(`${what}sl`, scaled(trade.sl, unit), want.sl, tolerances.prices);
  close(`${what}tp`, scaled(trade.tp, unit), want.tp, tolerances.prices);
  same(`${what}tag`, trade.tag, want.tag);
}

function scaled(price: number | null, unit: number): number | null {
  return price === null ? null : price / unit;
}

function compareEquity(
  by: string,
  oracle: BacktestOracle,
  equity: Float64Array,
  tolerance: number,
): void {
  const { equity: samples, equity_bars: bars } = oracle;
  const last = equity.length - 1;
  const wanted = Array.from({ length: Math.ceil(last / 10) }, (_, k) => k * 10).concat(last);
  same(`${by}the number of equity_bars`, wanted.length, bars.length);
  same(`${by}the number of equity samples`, samples.length, bars.length);
  const scale = largest(samples);
  wanted.forEach((bar, k) => {
    same(`${by}equity_bars[${k}]`, bar, bars[k]);
    close(`${by}equity[${k}] (bar ${bar})`, equity[bar], samples[k], tolerance, scale);
  });
  // The noise of single bars cancels in their sum.
  const sum = exactSum(equity);
  close(`${by}equity_fsum_all_bars`, sum, oracle.equity_fsum_all_bars, tolerance / 100);
}

function compareOpenTrades(
  by: string,
  oracle: BacktestOracle,
  got: readonly PyTrade[],
  tolerances: Tolerances,
): void {
  const trades = oracle.open_trades_at_end;
  same(`${by}the number of open trades`, got.length, trades.length);
  const { fractional_unit: fraction } = oracle.config;
  // The peer rescales only closed trades, so what is open may stand in its whole units.
  const whole = got.length > 0 && got[0].size === trades[0].size;
  const unit = whole ? 1 : (fraction ?? 1);
  got.forEach((trade, k) => {
    compareEntry(`${by}open_trades_at_end[${k}].`, trade, trades[k], unit, tolerances);
  });
}

function comparePending(
  by: string,
  oracle: BacktestOracle,
  { orders }: PyBroker,
  tolerances: Tolerances,
): void {
  const pending = oracle.pending_orders_at_end;
  same(`${by}the number of pending orders`, orders.length, pending.length);
  orders.forEach((order, k) => {
    const want = pending[k];
    const what = `${by}pending_orders_at_end[${k}].`;
    same(`${what}size`, order.size, want.size);
    same(`${what}contingent`, order.contingent, want.contingent);
    for (const name of ['limit', 'stop', 'sl', 'tp'] as const) {
      close(`${what}${name}`, order[name], want[name], tolerances.prices);
    }
  });
}

function compareWarnings(by: string, oracle: BacktestOracle, broker: PyBroker): void {
  const { matching } = broker;
  const finalized = oracle.config.finalize_trades;
  const got = new Map([
    ['contingent_same_bar', matching.contingentSameBar],
    ['broker_cancelled_relative_size', matching.cancelledRelative],
    ['broker_cancelled_insufficient_margin', matching.cancelledAbsolute],
    ['open_at_end', !finalized && !broker.broke && broker.trades.length > 0 ? 1 : 0],
  ]);
  const want = new Map(Object.entries(oracle.warnings));
  for (const name of new Set([...got.keys(), ...want.keys()])) {
    same(`${by}warnings.${name}`, got.get(name) ?? 0, want.get(name) ?? 0);
  }
  const bars = oracle.broker_cancelled_at_bars;
  same(`${by}broker_cancelled_at_bars`, matching.cancelledAt.join(), bars.join());
}
