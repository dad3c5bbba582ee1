import { describe, expect, it } from '@jest/globals';
import { assert, integer, pre, property } from 'fast-check';
import { lttb } from './lttb.js';

const ramp = (n: number) => Float64Array.from({ length: n }, (_, i) => i);

describe('lttb', () => {
  it('keeps every point of a curve that is short enough', () => {
    expect(lttb(ramp(3), ramp(3), 5)).toEqual([0, 1, 2]);
    expect(lttb(ramp(0), ramp(0), 5)).toEqual([]);
  });

  it('keeps first and last and gives as many growing indexes as were asked for', () => {
    assert(
      property(integer({ min: 3, max: 300 }), integer({ min: 2, max: 299 }), (n, points) => {
        pre(points < n);
        const y = Float64Array.from({ length: n }, (_, i) => Math.sin(i));
        const picked = lttb(ramp(n), y, points);
        expect(picked).toHaveLength(points);
        expect([picked[0], picked.at(-1)]).toEqual([0, n - 1]);
        expect(picked.every((index, i) => i === 0 || index > (picked[i - 1] ?? 0))).toBe(true);
      }),
    );
  });

  it('keeps a lone spike', () => {
    const y = new Float64Array(1000);
    y[456] = 100;
    expect(lttb(ramp(1000), y, 20)).toContain(456);
  });
});
