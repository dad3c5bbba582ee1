import { civilDate, DAY_MS } from '../calendar.js';
import type { Breakdown, BreakdownRow, TradeTable } from '../result.js';
import { firstFrom } from '../search.js';
import { nextOpenTime, openTimeAt } from '../timeframe.js';
import type { TradeColumns } from '../trades.js';

/** Breaks the closed trades of a table down by symbol, tag, side and month of closing (UTC), each sorted by its key. */
export function breakdownOf(table: TradeTable): Breakdown {
  const { columns, order, times } = table;
  const { symbol, tag, size, exit } = columns;
  const symbols = new Sums(columns, table.symbols.length);
  const tags = new Sums(columns, table.tags.length + 1);
  const sides = new Sums(columns, 2);
  const months = new Sums(columns, 12);
  const monthKeys: string[] = [];
  const monthOf = monthNumbers(times, monthKeys);
  for (let k = 0; k < table.closed; k++) {
    const row = order === null ? k : order[k];
    symbols.add(symbol[row], row);
    tags.add(tag[row], row);
    sides.add(size[row] > 0 ? 0 : 1, row);
    months.add(monthOf(exit[row] - 1), row);
  }
  return {
    by_symbol: symbols.rows(table.symbols),
    by_tag: tags.rows(['', ...table.tags.map(String)]),
    by_side: sides.rows(['long', 'short']),
    by_month: months.rows(monthKeys),
  };
}

// Gives each month met a number; neighbours in time are nearly always of the same month, whose ticks are looked up once.
function monthNumbers(times: Float64Array, keys: string[]): (tick: number) => number {
  const numbers = new Map<string, number>();
  let from = Infinity;
  let until = -Infinity;
  let number = 0;
  return (tick) => {
    if (tick >= from && tick < until) return number;
    const start = openTimeAt(times[tick], '1M');
    from = firstFrom(times, start);
    until = firstFrom(times, nextOpenTime(start, '1M'));
    const { year, month } = civilDate(Math.floor(start / DAY_MS));
    const key = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
    number = numbers.get(key) ?? keys.length;
    if (number === keys.length) keys.push(key);
    numbers.set(key, number);
    return number;
  };
}

const WIDTH = 5;
const TRADES = 0;
const WINS = 1;
const GAINED = 2;
const LOST = 3;
const FEES = 4;

/** Sums of trades by a small whole number. */
class Sums {
  readonly #pnl: Float64Array;
  readonly #fees: Float64Array;
  #data: Float64Array;

  constructor({ pnl, fees }: TradeColumns, count: number) {
    this.#pnl = pnl;
    this.#fees = fees;
    this.#data = new Float64Array(count * WIDTH);
  }

  add(number: number, row: number): void {
    const at = number * WIDTH;
    const pnl = this.#pnl[row];
    if (at >= this.#data.length) {
      const grown = new Float64Array(at * 2 + WIDTH);
      grown.set(this.#data);
      this.#data = grown;
    }
    const data = this.#data;
    data[at + TRADES]++;
    data[at + FEES] += this.#fees[row];
    if (pnl > 0) {
      data[at + WINS]++;
      data[at + GAINED] += pnl;
    } else {
      data[at + LOST] -= pnl;
    }
  }

  rows(keys: readonly string[]): BreakdownRow[] {
    const rows: BreakdownRow[] = [];
    keys.forEach((key, number) => {
      const at = number * WIDTH;
      const data = this.#data;
      if (!(data[at + TRADES] > 0)) return;
      rows.push({
        key,
        trades: data[at + TRADES],
        wins: data[at + WINS],
        pnl: data[at + GAINED] - data[at + LOST],
        fees: data[at + FEES],
        win_rate: data[at + WINS] / data[at + TRADES],
        profit_factor: data[at + LOST] === 0 ? null : data[at + GAINED] / data[at + LOST],
      });
    });
    return rows.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  }
}
