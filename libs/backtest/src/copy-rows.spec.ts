import { describe, expect, it } from '@jest/globals';
import type { OrderRow, TradeRow } from '@app/engine';
import { cellsIn } from './fixtures/copied-cells.js';
import { encodeOrders, encodeTrades, ORDER_COLUMNS, TRADE_COLUMNS } from './copy-rows.js';

const ID = '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d';
const YEAR_9999 = Date.UTC(9999, 11, 31);

const trade: TradeRow = {
  symbol: 'BTC/USDT',
  size: -0.1,
  entry_time: Date.UTC(2024, 0, 1),
  exit_time: null,
  entry_bar: 3,
  exit_bar: null,
  entry_price: 0.1 + 0.2,
  exit_price: null,
  pnl: null,
  return: null,
  fees: 1e-9,
  slippage: 0.25,
  spread: 0.5,
  funding: -1,
  borrow: 2,
  mae: null,
  mfe: null,
  sl: 90,
  tp: null,
  tag: 'a\tb\\c\nd\0é',
  exit_reason: 'stop',
  ambiguous: true,
};

const order: OrderRow = {
  order: 0,
  symbol: 'X',
  side: 'buy',
  size: null,
  type: 'market',
  limit: null,
  stop: null,
  sl: null,
  tp: null,
  tag: null,
  status: 'filled',
  reason: null,
  placed_bar: 1,
  placed_time: 0,
  filled_bar: 2,
  filled_time: YEAR_9999,
  filled_size: 1,
  fill_price: 5,
  fee: 0.5,
};

const timeMs = (cell: Buffer | null | undefined) =>
  Number(cell!.readBigInt64BE() / 1000n) + Date.UTC(2000, 0, 1);

describe('copy rows', () => {
  it('writes a trade as one row with a cell a column, null where there is nothing', () => {
    const [cells] = cellsIn(encodeTrades(ID, [trade]));
    expect(cells).toHaveLength(TRADE_COLUMNS.length);
    const cell = (name: string) => cells![TRADE_COLUMNS.indexOf(name)];
    expect(cell('backtest_id')?.toString('hex')).toBe(ID.replaceAll('-', ''));
    expect(cell('number')?.readInt32BE()).toBe(0);
    expect(cell('symbol')?.toString()).toBe('BTC/USDT');
    expect(cell('size')?.readDoubleBE()).toBe(-0.1);
    expect(timeMs(cell('entry_time'))).toBe(trade.entry_time);
    expect(cell('exit_time')).toBeNull();
    expect(cell('entry_bar')?.readInt32BE()).toBe(3);
    expect(cell('entry_price')?.readDoubleBE()).toBe(0.1 + 0.2);
    expect(cell('tag')?.toString()).toBe('a\tb\\c\ndé');
    expect([...(cell('ambiguous') ?? [])]).toEqual([1]);
    expect(cell('funding')?.readDoubleBE()).toBe(-1);
    expect(cell('exit_reason')?.toString()).toBe('stop');
  });

  it('numbers orders from 0, and keeps times of before 2000 and of the year 9999', () => {
    const rows = cellsIn(encodeOrders(ID, [order, order]));
    expect(rows.map((cells) => cells[1]?.readInt32BE())).toEqual([0, 1]);
    expect(rows[0]).toHaveLength(ORDER_COLUMNS.length);
    const cell = (name: string) => rows[1]![ORDER_COLUMNS.indexOf(name)];
    expect([timeMs(cell('placed_time')), timeMs(cell('filled_time'))]).toEqual([0, YEAR_9999]);
  });

  it('grows with its rows', () => {
    expect(
      cellsIn(
        encodeTrades(
          ID,
          Array.from({ length: 5000 }, () => trade),
        ),
      ),
    ).toHaveLength(5000);
  });

  it('writes nothing for no rows', () => {
    expect(encodeTrades(ID, [])).toHaveLength(0);
  });
});
