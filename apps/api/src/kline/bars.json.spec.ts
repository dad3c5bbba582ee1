import { describe, expect, it } from '@jest/globals';
import { pageJson } from './bars.json.js';

describe('a page of bars as JSON', () => {
  const column = (...values: number[]) => Float64Array.from(values);

  it('reads back as what it was', () => {
    const bars = {
      time: column(1_483_228_800_000, -86_400_000),
      open: column(0.1 + 0.2, 1e21),
      high: column(1e21, 1e300),
      low: column(5e-324, 1e-7),
      close: column(100, 123_456_789.123),
      volume: column(0, 3),
      quoteVolume: column(NaN, 1 / 3),
      trades: column(7, NaN),
    };
    const page = { bars, total: 5, page: 2, nextCursor: 'abc' };
    expect(JSON.parse(pageJson('A"\\/B', '1m', 2, page))).toEqual({
      items: [
        {
          symbol: 'A"\\/B',
          timeframe: '1m',
          open_time: '2017-01-01T00:00:00.000Z',
          open: 0.1 + 0.2,
          high: 1e21,
          low: 5e-324,
          close: 100,
          volume: 0,
          trades: 7,
        },
        {
          symbol: 'A"\\/B',
          timeframe: '1m',
          open_time: '1969-12-31T00:00:00.000Z',
          open: 1e21,
          high: 1e300,
          low: 1e-7,
          close: 123_456_789.123,
          volume: 3,
          quote_volume: 1 / 3,
        },
      ],
      total: 5,
      page: 2,
      page_size: 2,
      pages: 3,
      next_cursor: 'abc',
    });
  });

  it('without bars is a page too', () => {
    const none = column();
    const bars = { time: none, open: none, high: none, low: none, close: none, volume: none };
    const batch = { ...bars, quoteVolume: none, trades: none };
    const page = { bars: batch, total: 0, page: 1, nextCursor: null };
    expect(JSON.parse(pageJson('X', '1d', 10, page))).toMatchObject({
      items: [],
      pages: 0,
      next_cursor: null,
    });
  });
});
