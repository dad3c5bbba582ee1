import { describe, expect, it } from '@jest/globals';
import { assert, float64Array, property } from 'fast-check';
import { decodeColumn, encodeColumn } from './column-codec.js';

describe('column codec', () => {
  it('restores every double bit for bit', () => {
    assert(
      property(float64Array(), (values) => {
        const column = Float64Array.from(values);
        expect([...decodeColumn(encodeColumn(column))]).toEqual([...column]);
      }),
    );
  });

  it('restores NaN, infinities and the sign of zero', () => {
    const column = Float64Array.of(Number.NaN, Infinity, -Infinity, -0, 0);
    const restored = decodeColumn(encodeColumn(column));
    expect([...restored].every((value, i) => Object.is(value, column[i]))).toBe(true);
  });

  it('restores a column that is a view into a larger buffer', () => {
    const column = Float64Array.of(1, 2, 3, 4).subarray(1, 3);
    expect([...decodeColumn(encodeColumn(column))]).toEqual([2, 3]);
  });

  it('makes a slowly moving curve smaller than half its size', () => {
    const curve = Float64Array.from({ length: 10_000 }, (_, i) => 10_000 + Math.floor(i / 7));
    expect(encodeColumn(curve).length).toBeLessThan(curve.byteLength / 2);
  });
});
