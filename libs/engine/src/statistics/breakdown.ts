import { civilDate, DAY_MS } from '../calendar.js';
import type { Breakdown, BreakdownRow, Table } from '../result.js';
import { T_EXIT_TIME, T_FEES, T_PNL, T_SIZE, T_SYMBOL, T_TAG } from '../trade-row.js';

type Sums = { trades: number; wins: number; gained: number; lost: number; fees: number };

/** Breaks the first `closed` trades of a table, which are closed, down by symbol, tag, side and month of closing (UTC), each sorted by its key. */
export function breakdownOf(table: Table, closed: number): Breakdown {
  const symbol = new Map<string, Sums>();
  const tag = new Map<string, Sums>();
  const side = new Map<string, Sums>();
  const month = new Map<string, Sums>();
  const { data, stride } = table;
  let monthDay = NaN;
  let monthKey = '';
  for (let row = 0; row < closed; row++) {
    const at = row * stride;
    const pnl = data[at + T_PNL];
    const fees = data[at + T_FEES];
    add(symbol, table.symbols[data[at + T_SYMBOL]], pnl, fees);
    add(tag, data[at + T_TAG] < 0 ? '' : String(table.tags[data[at + T_TAG]]), pnl, fees);
    add(side, data[at + T_SIZE] > 0 ? 'long' : 'short', pnl, fees);
    const day = Math.floor(data[at + T_EXIT_TIME] / DAY_MS);
    if (day !== monthDay) {
      monthDay = day;
      const date = civilDate(day);
      monthKey = `${String(date.year).padStart(4, '0')}-${String(date.month).padStart(2, '0')}`;
    }
    add(month, monthKey, pnl, fees);
  }
  return {
    by_symbol: rowsOf(symbol),
    by_tag: rowsOf(tag),
    by_side: rowsOf(side),
    by_month: rowsOf(month),
  };
}

function add(table: Map<string, Sums>, key: string, pnl: number, fees: number): void {
  let sums = table.get(key);
  if (sums === undefined) {
    sums = { trades: 0, wins: 0, gained: 0, lost: 0, fees: 0 };
    table.set(key, sums);
  }
  sums.trades++;
  sums.fees += fees;
  if (pnl > 0) {
    sums.wins++;
    sums.gained += pnl;
  } else {
    sums.lost -= pnl;
  }
}

function rowsOf(table: Map<string, Sums>): BreakdownRow[] {
  const keys = [...table.keys()].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return keys.map((key) => {
    const { trades, wins, gained, lost, fees } = table.get(key) as Sums;
    return {
      key,
      trades,
      wins,
      pnl: gained - lost,
      fees,
      win_rate: wins / trades,
      profit_factor: lost === 0 ? null : gained / lost,
    };
  });
}
