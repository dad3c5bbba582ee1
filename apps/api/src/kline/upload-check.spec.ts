import { describe, expect, it } from '@jest/globals';
import { AppError } from '@app/platform';
import { readUpload } from './upload-check.js';

const BAR = {
  symbol: 'BTC/USDT',
  timeframe: '1m',
  open_time: '2024-01-31T10:00',
  open: 1,
  high: 2,
  low: 0.5,
  close: 1.5,
  volume: 0,
};

function problemsOf(body: unknown[]): { field: string; problem: string }[] {
  try {
    readUpload(body);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.details.map(({ field, problem }) => ({ field, problem: problem.en }));
  }
  return [];
}

const fieldsOf = (changes: object) => problemsOf([BAR, { ...BAR, ...changes }]).map((p) => p.field);

describe('readUpload', () => {
  it('reads a bar with and without what is optional', () => {
    const openTimeMs = Date.UTC(2024, 0, 31, 10);
    const prices = { open: 1, high: 2, low: 0.5, close: 1.5, volume: 0 };
    const series = { symbol: 'BTC/USDT', timeframe: '1m', openTimeMs };
    expect(
      readUpload([
        BAR,
        { ...BAR, open_time: openTimeMs, quote_volume: 7.5, trades: 3 },
        { ...BAR, quote_volume: null, trades: null },
      ]),
    ).toEqual([
      { ...series, ...prices, quoteVolume: null, trades: null },
      { ...series, ...prices, quoteVolume: 7.5, trades: 3 },
      { ...series, ...prices, quoteVolume: null, trades: null },
    ]);
  });

  it('leaves market rules to the market: impossible figures are well formed', () => {
    expect(fieldsOf({ high: -1, volume: -5, trades: -1, low: Infinity })).toEqual([]);
  });

  it('turns -0 into 0', () => {
    const [bar] = readUpload([{ ...BAR, volume: -0 }]);
    expect(Object.is(bar?.volume, 0)).toBe(true);
  });

  it.each([
    [{ symbol: 'upload' }, 'symbol'],
    [{ symbol: 7 }, 'symbol'],
    [{ timeframe: '7m' }, 'timeframe'],
    [{ open_time: 'soon' }, 'open_time'],
    [{ open_time: true }, 'open_time'],
    [{ open: '1' }, 'open'],
    [{ high: null }, 'high'],
    [{ low: undefined }, 'low'],
    [{ close: [1] }, 'close'],
    [{ volume: NaN, close: {} }, 'close'],
    [{ quote_volume: '1' }, 'quote_volume'],
    [{ trades: 1.5 }, 'trades'],
    [{ trades: 2 ** 31 }, 'trades'],
    [{ vwap: 1 }, 'vwap'],
    [{ ['__proto__x']: 1 }, '__proto__x'],
  ])('refuses %p', (changes, field) => {
    expect(fieldsOf(changes)).toEqual([`[1].${field}`]);
  });

  it('refuses what is no object', () => {
    expect(problemsOf([1, null, [], 'x']).map(({ field }) => field)).toEqual([
      '[0]',
      '[1]',
      '[2]',
      '[3]',
    ]);
  });

  it('tells missing from wrong, and guesses what a misspelt name meant', () => {
    const { volume: _, ...rest } = BAR;
    expect(problemsOf([{ ...rest, volum: 3, open: '1' }])).toEqual([
      { field: '[0].volum', problem: 'is not a known field; did you mean "{near}"?' },
      { field: '[0].open', problem: 'must be a number' },
      { field: '[0].volume', problem: 'is required' },
    ]);
  });

  it('lists 50 problems and counts the others', () => {
    const body = Array.from({ length: 40 }, () => ({ ...BAR, open: '1', close: '2' }));
    const problems = problemsOf(body);
    expect(problems).toHaveLength(51);
    expect(problems[50]).toEqual({ field: '', problem: 'and {count} more problems' });
  });

  it('reads 10,000 bars in a few milliseconds', () => {
    const body = Array.from({ length: 10_000 }, () => ({ ...BAR }));
    readUpload(body);
    const started = performance.now();
    readUpload(body);
    expect(performance.now() - started).toBeLessThan(250);
  });
});
