import type { Ambiguity } from './account.js';
import { tradeTable } from './account-tables.js';
import type { Bounds, BoundsRun, TradeRow } from './result.js';
import type { RunControl } from './control.js';
import type { MarketData } from './market-data.js';
import { buildMarkets } from './market-data.js';
import { simulate } from './simulate.js';
import { Simulation } from './simulation.js';
import { computeStatistics, type StatisticsScope } from './statistics/statistics.js';
import { tradeRows } from './tables.js';

const MOST_LISTED = 1000;

/** Runs a finished simulation twice more, taking the worse and the better choice wherever a bar is ambiguous, and tells in which trades they differ; null when its control stopped one. */
export function boundsOf(
  sim: Simulation,
  data: readonly MarketData[],
  scope: StatisticsScope,
  control: RunControl | undefined,
): Bounds | null {
  const ruled = tradesOf(sim);
  const worse = rerun(sim, data, scope, 'worse', ruled, control);
  const better = rerun(sim, data, scope, 'better', ruled, control);
  return worse === null || better === null ? null : { worse, better };
}

function rerun(
  sim: Simulation,
  data: readonly MarketData[],
  scope: StatisticsScope,
  ambiguity: Ambiguity,
  ruled: readonly TradeRow[],
  control: RunControl | undefined,
): BoundsRun | null {
  const set = buildMarkets(data, sim.config);
  const again = new Simulation(sim.strategy, sim.params, sim.config, set, { ambiguity });
  const end = simulate(again, control);
  if (end < 0) return null;
  const { statistics } = computeStatistics(again.account, { ...scope, end });
  const trades = tradesOf(again);
  const known = new Set(ruled.map(keyOf));
  const differing = trades.filter((trade) => !known.has(keyOf(trade)));
  return { statistics, differing: differing.slice(0, MOST_LISTED), differs: differing.length };
}

function tradesOf(sim: Simulation): TradeRow[] {
  return [...tradeRows(tradeTable(sim.account))];
}

function keyOf(trade: TradeRow): string {
  const { symbol, entry_bar, exit_bar, entry_price, exit_price, size } = trade;
  return [symbol, entry_bar, exit_bar, entry_price, exit_price, size].join('|');
}
