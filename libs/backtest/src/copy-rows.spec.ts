import { describe, expect, it } from '@jest/globals';
import type { OrderRow, TradeRow } from '@app/engine';
import { encodeOrders, encodeTrades, ORDER_COLUMNS, TRADE_COLUMNS } from './copy-rows.js';

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
  tag: 'a\tb\\c\nd\0',
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
  filled_time: 60_000,
  filled_size: 1,
  fill_price: 5,
  fee: 0.5,
};

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('copy rows', () => {
  it('writes a trade as one line with a cell a column, null as \\N and escapes', () => {
    const line = decode(encodeTrades('id', [trade]));
    const cells = line.trimEnd().split('\t');
    expect(line.endsWith('\n')).toBe(true);
    expect(cells).toHaveLength(TRADE_COLUMNS.length);
    expect(cells.slice(0, 6)).toEqual([
      'id',
      '0',
      'BTC/USDT',
      '-0.1',
      '2024-01-01T00:00:00.000Z',
      '\\N',
    ]);
    expect(cells[8]).toBe('0.30000000000000004');
    expect(cells[15]).toBe('a\\tb\\\\c\\nd');
    expect(cells.slice(16)).toEqual(['true', '0.25', '0.5', '-1', '2', '90', '\\N', 'stop']);
  });

  it('numbers orders from 0', () => {
    const lines = decode(encodeOrders('id', [order, order]))
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => line.split('\t')[1])).toEqual(['0', '1']);
    expect(lines[0]?.split('\t')).toHaveLength(ORDER_COLUMNS.length);
  });

  it('writes nothing for no rows', () => {
    expect(encodeTrades('id', [])).toHaveLength(0);
  });
});
