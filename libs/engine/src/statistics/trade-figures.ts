import { DAY_MS } from '../calendar.js';
import type { Rows } from '../rows.js';
import {
  T_AMBIGUOUS,
  T_ENTRY_TIME,
  T_EXIT_TIME,
  T_MAE,
  T_MFE,
  T_PNL,
  T_RETURN,
  T_SIZE,
} from '../trade-row.js';

/** The figures of closed trades; null where there is nothing to divide by. */
export type TradeFigures = Record<string, number | null>;

/** Works out the trade figures of the given rows, in order of closing; pnl is net of fees. */
export function tradeFigures(trades: Rows, closed: readonly number[]): TradeFigures {
  const { data, stride } = trades;
  const count = closed.length;
  let wins = 0;
  let losses = 0;
  let gained = 0;
  let lost = 0;
  let returns = 0;
  let best = -Infinity;
  let worst = Infinity;
  let longs = 0;
  let ambiguous = 0;
  let mae = 0;
  let mfe = 0;
  let days = 0;
  let longest = 0;
  let winning = 0;
  let losing = 0;
  let maxWinning = 0;
  let maxLosing = 0;
  for (let k = 0; k < count; k++) {
    const at = closed[k] * stride;
    const pnl = data[at + T_PNL];
    const result = data[at + T_RETURN];
    returns += result;
    if (result > best) best = result;
    if (result < worst) worst = result;
    if (pnl > 0) {
      wins++;
      gained += pnl;
      winning++;
      losing = 0;
    } else {
      if (pnl < 0) losses++;
      lost -= pnl;
      losing++;
      winning = 0;
    }
    if (winning > maxWinning) maxWinning = winning;
    if (losing > maxLosing) maxLosing = losing;
    if (data[at + T_SIZE] > 0) longs++;
    ambiguous += data[at + T_AMBIGUOUS];
    mae += data[at + T_MAE];
    mfe += data[at + T_MFE];
    const held = (data[at + T_EXIT_TIME] - data[at + T_ENTRY_TIME]) / DAY_MS;
    days += held;
    if (held > longest) longest = held;
  }
  const some = (value: number) => (count === 0 ? null : value);
  const winRate = wins / count;
  const avgWin = wins === 0 ? null : gained / wins;
  const avgLoss = losses === 0 ? null : lost / losses;
  return {
    trades: count,
    winning_trades: wins,
    losing_trades: losses,
    long_trades: longs,
    short_trades: count - longs,
    ambiguous_trades: ambiguous,
    win_rate: some(winRate),
    profit_factor: lost === 0 ? null : gained / lost,
    expectancy: some((gained - lost) / count),
    avg_trade: some(returns / count),
    best_trade: some(best),
    worst_trade: some(worst),
    avg_win: avgWin,
    avg_loss: avgLoss,
    max_consecutive_wins: maxWinning,
    max_consecutive_losses: maxLosing,
    avg_trade_days: some(days / count),
    max_trade_days: some(longest),
    avg_mae: some(mae / count),
    avg_mfe: some(mfe / count),
    sqn: sqn(data, stride, closed, (gained - lost) / count),
    kelly:
      avgWin === null || avgLoss === null ? null : winRate - (1 - winRate) / (avgWin / avgLoss),
  };
}

function sqn(
  data: Float64Array,
  stride: number,
  closed: readonly number[],
  mean: number,
): number | null {
  if (closed.length < 2) return null;
  let squares = 0;
  for (let k = 0; k < closed.length; k++) {
    const d = data[closed[k] * stride + T_PNL] - mean;
    squares += d * d;
  }
  const deviation = Math.sqrt(squares / (closed.length - 1));
  return deviation > 0 ? (Math.sqrt(closed.length) * mean) / deviation : null;
}
