import type { Account } from '../account.js';
import { spacingOf } from '../bars.js';
import { DAY_MS } from '../calendar.js';

/** The figures of closed trades; null where there is nothing to divide by. */
export type TradeFigures = Record<string, number | null>;

/** Works out the figures of an account's closed trades, in order of closing; pnl is net of fees. */
export function tradeFigures(account: Account): TradeFigures {
  const { markets, wantsExcursions } = account;
  const { closed, columns } = account.trades;
  const { size, entryPrice, symbol, pnl: earned, ambiguous: flagged } = columns;
  const { mae: against, mfe: inFavour } = columns;
  const multipliers = Float64Array.from(markets, (market) => market.multiplier);
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
  let winning = 0;
  let losing = 0;
  let maxWinning = 0;
  let maxLosing = 0;
  for (let k = 0; k < count; k++) {
    const row = closed[k];
    const pnl = earned[row];
    const value = Math.abs(size[row]) * entryPrice[row] * multipliers[symbol[row]];
    const result = pnl / value;
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
    if (size[row] > 0) longs++;
    ambiguous += flagged[row];
    mae += against[row];
    mfe += inFavour[row];
  }
  const some = (value: number) => (count === 0 ? null : value);
  const winRate = wins / count;
  const avgWin = wins === 0 ? null : gained / wins;
  const avgLoss = losses === 0 ? null : lost / losses;
  return {
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
    avg_mae: wantsExcursions ? some(mae / count) : null,
    avg_mfe: wantsExcursions ? some(mfe / count) : null,
    sqn: sqn(earned, closed, (gained - lost) / count),
    kelly:
      avgWin === null || avgLoss === null ? null : winRate - (1 - winRate) / (avgWin / avgLoss),
  };
}

/** How many trades closed and are open. */
export function tradeCounts({ trades }: Account): TradeFigures {
  return { trades: trades.closedRows, open_trades: trades.rows - trades.closedRows };
}

/** How long closed trades lasted, in days. */
export function tradeDurations({ times, trades }: Account): TradeFigures {
  const { closed } = trades;
  const { entry, exit } = trades.columns;
  // Of evenly spaced times, the distance of the ticks tells without reading them from all over memory.
  const spacing = spacingOf(times);
  let total = 0;
  let longest = 0;
  for (let k = 0; k < closed.length; k++) {
    const from = entry[closed[k]];
    const to = exit[closed[k]] - 1;
    const held = spacing > 0 ? (to - from) * spacing : times[to] - times[from];
    total += held;
    if (held > longest) longest = held;
  }
  const some = (value: number) => (closed.length === 0 ? null : value / DAY_MS);
  return { avg_trade_days: some(total / closed.length), max_trade_days: some(longest) };
}

function sqn(pnl: Float64Array, closed: Int32Array, mean: number): number | null {
  if (closed.length < 2) return null;
  let squares = 0;
  for (let k = 0; k < closed.length; k++) {
    const d = pnl[closed[k]] - mean;
    squares += d * d;
  }
  const deviation = Math.sqrt(squares / (closed.length - 1));
  return deviation > 0 ? (Math.sqrt(closed.length) * mean) / deviation : null;
}
