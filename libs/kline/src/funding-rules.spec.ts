import { describe, expect, it } from '@jest/globals';
import { brokenRateRule } from './funding-rules.js';

describe('brokenRateRule', () => {
  it.each([0, 1, -1, 0.0001, -0.0075, 1e-300])('takes %p', (rate) => {
    expect(brokenRateRule({ timeMs: 0, rate })).toBeUndefined();
  });

  it.each([
    [NaN, 'not-finite'],
    [Infinity, 'not-finite'],
    [-Infinity, 'not-finite'],
    [1.0000001, 'rate-out-of-range'],
    [-50, 'rate-out-of-range'],
  ])('names the rule that %p breaks', (rate, rule) => {
    expect(brokenRateRule({ timeMs: 0, rate })).toBe(rule);
  });

  it('names a time that is no whole millisecond of the years 1 to 9999', () => {
    expect(brokenRateRule({ timeMs: NaN, rate: 0 })).toBe('time-out-of-range');
    expect(brokenRateRule({ timeMs: 1e15, rate: 0 })).toBe('time-out-of-range');
  });
});
