import { describe, expect, it } from '@jest/globals';
import { runBacktest } from './backtest.js';
import { checkTag } from './name-rules.js';
import { defineStrategy } from './strategy.js';
import { syntheticBars } from './synthetic.js';

describe('a tag', () => {
  it('is a number, a text or nothing', () => {
    const tags = ['breakout', '', 7, NaN, null];
    expect(tags.map((tag) => checkTag(tag))).toEqual(tags);
    expect(checkTag(undefined)).toBeNull();
  });

  it.each([
    ['a symbol', Symbol('tag'), 'tag must be a text, got symbol.'],
    ['a function', () => 1, 'tag must be a text, got function.'],
    ['an object', { a: 1 }, 'tag must be a text, got object.'],
    ['a long text', 'x'.repeat(201), 'tag must be at most 200 characters long, got 201.'],
    ['a NUL', 'a\0b', 'tag must not hold a NUL or half of a character.'],
    ['half of a character', 'a\ud800', 'tag must not hold a NUL or half of a character.'],
  ])('is not %s', (_, tag, message) => {
    expect(() => checkTag(tag)).toThrow(message);
  });

  it.each(['default', 'backtesting.py'] as const)(
    'that is none fails the strategy at its bar in the profile %s',
    (executionProfile) => {
      const strategy = defineStrategy({
        name: 'tagged',
        next: (_, { index, buy }) => {
          if (index === 5) buy({ size: 1, tag: 'x'.repeat(300) });
        },
      });
      const data = [{ symbol: 'X', timeframe: '1h' as const, bars: syntheticBars(20, '1h', 1) }];
      const run = () => runBacktest({ strategy, params: {}, data, config: { executionProfile } });
      expect(run).toThrow(expect.objectContaining({ phase: 'next', bar: 5 }));
      expect(run).toThrow('tag must be at most 200 characters long, got 300.');
    },
  );

  it('goes for the names of indicators and of groups of orders, too', () => {
    const ran = (name: string, oco: string) => () => {
      const strategy = defineStrategy({
        name: 'named',
        init: ({ indicator, bars }) => ({ mean: indicator.sma(bars.close, 3, { name }) }),
        next: (_, { index, buy }) => {
          if (index === 5) buy({ size: 1, limit: 1, oco });
        },
      });
      const data = [{ symbol: 'X', timeframe: '1h' as const, bars: syntheticBars(20, '1h', 1) }];
      return runBacktest({ strategy, params: {}, data, config: {} });
    };
    expect(ran('mean', 'group')).not.toThrow();
    expect(ran('n'.repeat(201), 'group')).toThrow('name must be at most 200 characters long');
    expect(ran('mean', 'a\0b')).toThrow('oco must not hold a NUL');
  });
});
