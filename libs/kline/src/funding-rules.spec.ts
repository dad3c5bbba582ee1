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
});
