import { DAY_MS } from '../../calendar.js';
import { breakdownOf } from '../../statistics/breakdown.js';
import {
  CANCELLED,
  FILLED,
  LIMIT,
  MARKET,
  O_FEE,
  O_FILLED,
  O_FILLED_BAR,
  O_FILLED_TIME,
  O_LIMIT,
  O_PLACED_BAR,
  O_PLACED_TIME,
  O_PRICE,
  O_REASON,
  O_SIDE,
  O_SIZE,
  O_SL,
  O_STATUS,
  O_STOP,
  O_TAG,
  O_TP,
  O_TYPE,
  OPEN,
  ORDER_STRIDE,
  reasonNumber,
  STOP,
  STOP_LIMIT,
} from '../../order-row.js';
import type { BacktestResult, Statistics, Table } from '../../result.js';
import { Tags } from '../../rows.js';
import type { RunConfig } from '../../run-config.js';
import { countTable } from '../../tables.js';
import {
  exitReasonNumber,
  T_ENTRY_BAR,
  T_ENTRY_PRICE,
  T_ENTRY_TIME,
  T_EXIT_BAR,
  T_EXIT_PRICE,
  T_EXIT_REASON,
  T_EXIT_TIME,
  T_FEES,
  T_MAE,
  T_MFE,
  T_PNL,
  T_RETURN,
  T_SIZE,
  T_SL,
  T_TAG,
  T_TP,
  TRADE_STRIDE,
} from '../../trade-row.js';
import type { PyOrder, PyTrade } from './order.js';
import type { PyRun } from './run.js';
import { type PyStatistics, pyStatistics } from './statistics.js';

/** The parts of a result that differ from those of the default profile. */
export type PyResult = Pick<
  BacktestResult,
  'statistics' | 'reasons' | 'profileStatistics' | 'equity' | 'trades' | 'orders' | 'orderCounts'
> &
  Pick<BacktestResult, 'breakdown' | 'warnings'>;

/** Turns a finished run of the profile into a result's tables and statistics, sizes and prices back in the asset's own units. */
export function pyResult(run: PyRun, symbol: string, config: RunConfig): PyResult {
  const { broker, bars, warmUp } = run;
  const { closed, equity, trades } = broker;
  const figures = pyStatistics(closed, equity, bars.time, bars.close, warmUp);
  const tags = new Tags();
  const unit = config.fractionalUnit ?? 1;
  const tradeData = tableOf([...closed, ...trades], TRADE_STRIDE, (trade, data, at) =>
    writeTrade(trade, data, at, bars.time, unit, tags),
  );
  const orderData = tableOf(broker.allOrders, ORDER_STRIDE, (order, data, at) =>
    writeOrder(order, data, at, bars.time, unit, tags),
  );
  const table = (data: Float64Array, stride: number): Table => ({
    data,
    stride,
    rows: data.length / stride,
    symbols: [symbol],
    tags: tags.values,
  });
  const orders = table(orderData, ORDER_STRIDE);
  const tradeTable = table(tradeData, TRADE_STRIDE);
  return {
    ...namedFigures(figures, trades.length),
    profileStatistics: figures,
    equity,
    trades: tradeTable,
    orders,
    orderCounts: countTable(orders),
    breakdown: breakdownOf(tradeTable, closed.length),
    warnings: warningsOf(run),
  };
}

function tableOf<T>(
  items: readonly T[],
  stride: number,
  write: (item: T, data: Float64Array, at: number) => void,
): Float64Array {
  const data = new Float64Array(items.length * stride);
  items.forEach((item, k) => write(item, data, k * stride));
  return data;
}

function writeTrade(
  trade: PyTrade,
  data: Float64Array,
  at: number,
  time: Float64Array,
  unit: number,
  tags: Tags,
): void {
  const { exitBar, exitPrice } = trade;
  data[at + T_SIZE] = trade.size * unit;
  data[at + T_ENTRY_BAR] = trade.entryBar;
  data[at + T_ENTRY_TIME] = time[trade.entryBar];
  data[at + T_ENTRY_PRICE] = trade.entryPrice / unit;
  data[at + T_EXIT_BAR] = exitBar ?? -1;
  data[at + T_EXIT_TIME] = exitBar === null ? NaN : time[exitBar];
  data[at + T_EXIT_PRICE] = exitPrice === null ? NaN : exitPrice / unit;
  data[at + T_PNL] = trade.pnl;
  data[at + T_RETURN] = trade.returned;
  data[at + T_FEES] = trade.commission;
  data[at + T_MAE] = NaN;
  data[at + T_MFE] = NaN;
  data[at + T_SL] = trade.sl === null ? NaN : trade.sl / unit;
  data[at + T_TP] = trade.tp === null ? NaN : trade.tp / unit;
  data[at + T_TAG] = tags.number(trade.tag);
  data[at + T_EXIT_REASON] = exitPrice === null ? 0 : exitReasonNumber('order');
}

function writeOrder(
  order: PyOrder,
  data: Float64Array,
  at: number,
  time: Float64Array,
  unit: number,
  tags: Tags,
): void {
  const { limit, placedStop: stop, filledBar, price } = order;
  const priceOf = (value: number | null) => (value === null ? NaN : value / unit);
  data[at + O_SIDE] = order.size < 0 ? -1 : 1;
  data[at + O_TYPE] =
    limit === null ? (stop === null ? MARKET : STOP) : stop === null ? LIMIT : STOP_LIMIT;
  const whole = Math.abs(order.size) >= 1;
  data[at + O_SIZE] = filledBar >= 0 ? order.filledSize * unit : whole ? order.size * unit : NaN;
  data[at + O_LIMIT] = priceOf(limit);
  data[at + O_STOP] = priceOf(stop);
  data[at + O_SL] = priceOf(order.sl);
  data[at + O_TP] = priceOf(order.tp);
  data[at + O_TAG] = tags.number(order.tag);
  data[at + O_STATUS] =
    order.status === 'filled' ? FILLED : order.status === 'cancelled' ? CANCELLED : OPEN;
  data[at + O_REASON] = order.reason === null ? 0 : reasonNumber(order.reason);
  data[at + O_PLACED_BAR] = order.placedBar;
  data[at + O_PLACED_TIME] = time[order.placedBar];
  data[at + O_FILLED_BAR] = filledBar;
  data[at + O_FILLED_TIME] = filledBar < 0 ? NaN : time[filledBar];
  data[at + O_FILLED] = order.filledSize * unit;
  data[at + O_PRICE] = priceOf(price);
  data[at + O_FEE] = order.fee;
}

const NAMES: readonly [name: string, peer: string, scale: number][] = [
  ['total_return', 'Return [%]', 0.01],
  ['annual_return', 'Return (Ann.) [%]', 0.01],
  ['volatility_annual', 'Volatility (Ann.) [%]', 0.01],
  ['cagr', 'CAGR [%]', 0.01],
  ['sharpe', 'Sharpe Ratio', 1],
  ['sortino', 'Sortino Ratio', 1],
  ['calmar', 'Calmar Ratio', 1],
  ['alpha', 'Alpha [%]', 0.01],
  ['beta', 'Beta', 1],
  ['max_drawdown', 'Max. Drawdown [%]', -0.01],
  ['avg_drawdown', 'Avg. Drawdown [%]', -0.01],
  ['max_drawdown_days', 'Max. Drawdown Duration', 1000 / DAY_MS],
  ['exposure_time', 'Exposure Time [%]', 0.01],
  ['buy_hold_return', 'Buy & Hold Return [%]', 0.01],
  ['trades', '# Trades', 1],
  ['win_rate', 'Win Rate [%]', 0.01],
  ['best_trade', 'Best Trade [%]', 0.01],
  ['worst_trade', 'Worst Trade [%]', 0.01],
  ['avg_trade', 'Avg. Trade [%]', 0.01],
  ['avg_trade_days', 'Avg. Trade Duration', 1000 / DAY_MS],
  ['max_trade_days', 'Max. Trade Duration', 1000 / DAY_MS],
  ['profit_factor', 'Profit Factor', 1],
  ['sqn', 'SQN', 1],
  ['kelly', 'Kelly Criterion', 1],
  ['fees_paid', 'Commissions [$]', 1],
  ['equity_final', 'Equity Final [$]', 1],
  ['equity_peak', 'Equity Peak [$]', 1],
];

// The peer's figures under the engine's names, as fractions; what the peer does not define is left out.
function namedFigures(
  figures: PyStatistics,
  open: number,
): { statistics: Statistics; reasons: Record<string, string> } {
  const statistics: Statistics = {};
  const reasons: Record<string, string> = {};
  for (const [name, peer, scale] of NAMES) {
    const value = figures[peer] ?? (peer === 'Commissions [$]' ? 0 : null);
    statistics[name] = value === null || !Number.isFinite(value) ? null : value * scale;
    if (statistics[name] === null) reasons[name] = 'backtesting.py gives no number';
  }
  statistics.open_trades = open;
  return { statistics, reasons };
}

function warningsOf({ broker }: PyRun): BacktestResult['warnings'] {
  const warnings: BacktestResult['warnings'] = [];
  const add = (code: string, count: number, message: string) => {
    if (count > 0) warnings.push({ code, message, values: { count } });
  };
  add(
    'contingent_same_bar',
    broker.contingentSameBar,
    'A stop or target was touched in the bar of its entry and left for the next bar.',
  );
  add(
    'cancelled_relative_size',
    broker.cancelledRelative,
    'An order was dropped: the margin does not buy a single unit.',
  );
  add(
    'cancelled_insufficient_margin',
    broker.cancelledAbsolute,
    'An order was dropped for lack of margin.',
  );
  return warnings;
}
