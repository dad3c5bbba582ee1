import { DAY_MS } from '../../calendar.js';
import { Flag, OrderState, OrderType, reasonNumber, Sizing } from '../../codes.js';
import { OrderColumns } from '../../orders.js';
import type { BacktestResult, Statistics, TradeTable } from '../../result.js';
import type { RunConfig } from '../../run-config.js';
import { breakdownOf } from '../../statistics/breakdown.js';
import { countOrders } from '../../tables.js';
import { Tags } from '../../tags.js';
import { TradeColumns } from '../../trades.js';
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
  const placed = broker.queue.all;
  const figures = pyStatistics(closed, equity, bars.time, bars.close, warmUp);
  const tags = new Tags('tag');
  const unit = config.fractionalUnit ?? 1;
  const tradeColumns = new TradeColumns(closed.length + trades.length);
  [...closed, ...trades].forEach((each, row) => writeTrade(each, tradeColumns, row, unit, tags));
  const orderColumns = new OrderColumns(placed.length);
  placed.forEach((each, row) => writeOrder(each, orderColumns, row, unit, tags));
  const shared = { symbols: [symbol], tags: tags.values, times: bars.time, firstTick: 0 };
  const orders = { ...shared, columns: orderColumns, rows: placed.length };
  const table: TradeTable = {
    ...shared,
    columns: tradeColumns,
    rows: closed.length + trades.length,
    order: null,
    closed: closed.length,
    multipliers: [1],
    hasExcursions: false,
  };
  return {
    ...namedFigures(figures, trades.length),
    profileStatistics: figures,
    equity,
    trades: table,
    orders,
    orderCounts: countOrders(orders),
    breakdown: breakdownOf(table),
    warnings: warningsOf(run),
  };
}

function writeTrade(
  trade: PyTrade,
  columns: TradeColumns,
  row: number,
  unit: number,
  tags: Tags,
): void {
  const { exitBar, exitPrice } = trade;
  columns.size[row] = trade.size * unit;
  columns.entry[row] = trade.entryBar;
  columns.entryPrice[row] = trade.entryPrice / unit;
  columns.sl[row] = (trade.sl ?? 0) / unit;
  columns.tp[row] = (trade.tp ?? 0) / unit;
  columns.tag[row] = tags.number(trade.tag);
  columns.fees[row] = trade.commission;
  if (exitBar === null || exitPrice === null) return;
  columns.exit[row] = exitBar + 1;
  columns.exitPrice[row] = exitPrice / unit;
  columns.pnl[row] = trade.pnl;
  columns.exitReason[row] = 1;
}

const STATES = {
  open: OrderState.Open,
  filled: OrderState.Filled,
  cancelled: OrderState.Cancelled,
} as const;

function writeOrder(
  order: PyOrder,
  columns: OrderColumns,
  row: number,
  unit: number,
  tags: Tags,
): void {
  const { limit, placedStop: stop, filledBar } = order;
  const size = Math.abs(order.size);
  columns.buys[row] = order.size < 0 ? 0 : 1;
  if (limit === null) columns.type[row] = stop === null ? OrderType.Market : OrderType.Stop;
  else columns.type[row] = stop === null ? OrderType.Limit : OrderType.StopLimit;
  columns.sizing[row] = Sizing.Units;
  // A fraction of the margin is no number of units until it fills.
  columns.size[row] = (filledBar >= 0 ? order.filledSize : size >= 1 ? size : NaN) * unit;
  columns.flags[row] = Flag.Fixed;
  columns.limit[row] = (limit ?? 0) / unit;
  columns.stop[row] = (stop ?? 0) / unit;
  columns.sl[row] = (order.sl ?? 0) / unit;
  columns.tp[row] = (order.tp ?? 0) / unit;
  columns.tag[row] = tags.number(order.tag);
  columns.status[row] = STATES[order.status];
  columns.reason[row] = order.reason === null ? 0 : reasonNumber(order.reason);
  columns.placed[row] = order.placedBar;
  columns.filledAt[row] = filledBar + 1;
  columns.filled[row] = order.filledSize * unit;
  columns.price[row] = (order.price ?? 0) / unit;
  columns.fee[row] = order.fee;
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

function warningsOf({ broker: { matching } }: PyRun): BacktestResult['warnings'] {
  const warnings: BacktestResult['warnings'] = [];
  const add = (code: string, count: number, message: string) => {
    if (count > 0) warnings.push({ code, message, values: { count } });
  };
  add(
    'contingent_same_bar',
    matching.contingentSameBar,
    'A stop or target was touched in the bar of its entry and left for the next bar.',
  );
  add(
    'cancelled_relative_size',
    matching.cancelledRelative,
    'An order was dropped: the margin does not buy a single unit.',
  );
  add(
    'cancelled_insufficient_margin',
    matching.cancelledAbsolute,
    'An order was dropped for lack of margin.',
  );
  return warnings;
}
