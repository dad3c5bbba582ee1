import { describe, expect, it } from '@jest/globals';
import {
  defineStrategy,
  int,
  isStrategy,
  type MarketData,
  runBacktest,
  type StrategyError,
} from './index.js';
import { finish, flat, handBars, scripted } from './fixtures/play.js';

const X: MarketData = { symbol: 'X', timeframe: '1d', bars: handBars(flat(5)) };

describe('a misspelt name', () => {
  it('of a parameter, an option of the run or a key suggests the nearest', () => {
    const strategy = defineStrategy({ name: 'x', params: { fast: int(10) }, next() {} });
    expect(() => runBacktest({ strategy, data: [X], params: { fats: 5 } })).toThrow('fast?');
    const config = { comission: 0.1 } as object;
    expect(() => runBacktest({ strategy, data: [X], config })).toThrow('commission?');
    const typo = { name: 'x', nxt() {}, next() {} };
    expect(() => defineStrategy(typo)).toThrow('Unknown strategy key nxt. Did you mean next?');
    expect(isStrategy(strategy)).toBe(true);
  });

  it('of an indicator, an order option, a plot option or a symbol suggests the nearest', () => {
    const strategy = defineStrategy({
      name: 'misspelt',
      init({ indicator, bars, of }) {
        const tools = indicator as unknown as Record<string, () => void>;
        expect(() => tools.smma()).toThrow('Unknown indicator smma. Did you mean sma?');
        const plot = { colour: 'red' } as object;
        expect(() => indicator.sma(bars.close, 2, plot)).toThrow('Did you mean color?');
        expect(() => of('Y')).toThrow('The run has no symbol Y');
      },
      next(_, { buy }) {
        const options = { limt: 5 } as object;
        expect(() => buy(options)).toThrow('Unknown order option limt. Did you mean limit?');
      },
    });
    finish(strategy, [X]);
  });

  it('is reported with bar, symbol and phase when the strategy does not catch it', () => {
    let caught: StrategyError | null = null;
    try {
      finish(scripted({ 2: ({ buy }) => buy({ sizee: 1 } as object) }), [X]);
    } catch (error) {
      caught = error as StrategyError;
    }
    expect(caught).toMatchObject({ phase: 'next', bar: 2, symbol: 'X' });
    expect(caught?.message).toContain('Did you mean size?');
  });
});
