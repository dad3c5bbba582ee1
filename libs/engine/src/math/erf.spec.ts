import { describe, expect, it } from '@jest/globals';
import { erf, normalCdf } from './erf.js';

describe('erf', () => {
  // Abramowitz and Stegun, table 7.1, and mpmath 1.3 for the tails.
  it.each([
    [0, 0],
    [1e-10, 1.1283791670955126e-10],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [1.5, 0.9661051464753108],
    [2, 0.9953222650189527],
    [3, 0.9999779095030014],
    [7, 1],
  ])('of %d is %d', (x, value) => {
    expect(erf(x)).toBeCloseTo(value, 15);
    expect(erf(-x)).toBeCloseTo(-value, 15);
  });

  it('gives the normal distribution', () => {
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 14);
    expect(erf(NaN)).toBeNaN();
  });
});
