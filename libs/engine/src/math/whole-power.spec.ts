import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { wholePower } from './whole-power.js';

// The exactly rounded power of a double, from whole numbers.
function exactPower(x: number, n: number): number {
  const scale = 2n ** 60n;
  const numerator = BigInt(Math.round(x * 2 ** 52)) ** BigInt(n);
  const denominator = 2n ** (52n * BigInt(n));
  const bits = (numerator * scale) / denominator;
  return Number(bits) / Number(scale);
}

describe('wholePower', () => {
  it('is exactly rounded near one, where differences of powers are taken', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1.01, noNaN: true }),
        fc.integer({ min: 1, max: 504 }),
        (x, n) => {
          const want = exactPower(x, n);
          expect(Math.abs(wholePower(x, n) - want)).toBeLessThanOrEqual(want * 1.2e-16);
        },
      ),
    );
  });

  it('has the usual special cases', () => {
    expect(wholePower(2, 10)).toBe(1024);
    expect(wholePower(2, -2)).toBe(0.25);
    expect(wholePower(5, 0)).toBe(1);
    expect(wholePower(1e200, 3)).toBe(Infinity);
    expect(wholePower(0, 3)).toBe(0);
  });
});
