import { describe, expect, it } from '@jest/globals';
import type { Timeframe } from '@app/engine';
import { Series } from './series.entity.js';
import { nests, sourceSeries } from './source-series.js';

const stored = (timeframe: Timeframe, count = 1) =>
  Object.assign(new Series(), { symbol: 'X', timeframe, count });

describe('sourceSeries', () => {
  it('prefers what is stored to anything finer', () => {
    const own = stored('1h');
    expect(sourceSeries([stored('1m'), own], '1h')).toBe(own);
  });

  it('takes the finest series that fits into the timeframe', () => {
    const finest = stored('3m');
    expect(sourceSeries([stored('15m'), finest, stored('5m')], '30m')).toBe(finest);
    const fits = stored('5m');
    expect(sourceSeries([stored('30m'), stored('3m'), fits], '5m')).toBe(fits);
  });

  it('finds nothing in coarser, unfit or empty series', () => {
    expect(sourceSeries([stored('1d')], '1h')).toBeUndefined();
    expect(sourceSeries([stored('3m')], '5m')).toBeUndefined();
    expect(sourceSeries([stored('1m', 0)], '1h')).toBeUndefined();
    expect(sourceSeries([stored('1h', 0)], '1h')).toBeUndefined();
  });
});

describe('nests', () => {
  it('keeps every finer bar inside one coarser bar', () => {
    expect(nests('1d', '1w')).toBe(true);
    expect(nests('12h', '1M')).toBe(true);
    expect(nests('1d', '1M')).toBe(true);
    expect(nests('3d', '1w')).toBe(false);
    expect(nests('3d', '1M')).toBe(false);
    expect(nests('1w', '1M')).toBe(false);
    expect(nests('1M', '1w')).toBe(false);
    expect(nests('4h', '6h')).toBe(false);
    expect(nests('1h', '1h')).toBe(false);
  });
});
