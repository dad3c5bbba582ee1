import { describe, expect, it } from '@jest/globals';
import { nearestName, suggestion } from './names.js';

describe('nearestName', () => {
  it.each([
    ['smaa', 'sma'],
    ['fats', 'fast'],
    ['RSI', 'rsi'],
    ['commision', 'commission'],
    ['xyzzy', null],
    ['', null],
  ])('finds for %j %j', (name, nearest) => {
    expect(nearestName(name, ['sma', 'ema', 'rsi', 'fast', 'slow', 'commission'])).toBe(nearest);
  });

  it('suggests nothing where nothing is near', () => {
    expect(suggestion('limt', ['limit'])).toBe(' Did you mean limit?');
    expect(suggestion('quux', ['limit'])).toBe('');
  });
});
