import { describe, expect, it } from '@jest/globals';
import { flat, play, type Script } from './fixtures/play.js';
import { resolveConfig, runBacktest, defineStrategy, syntheticBars } from './index.js';

function problemsOf(config: Record<string, unknown>): [field: string, code: string][] {
  const resolved = resolveConfig(config);
  return 'problems' in resolved ? resolved.problems.map(({ field, code }) => [field, code]) : [];
}

describe('options of a run together', () => {
  it('of the profile backtesting.py are refused by name where it has no counterpart', () => {
    const peer = { executionProfile: 'backtesting.py' };
    expect(problemsOf({ ...peer, spread: 0.01, fractionalUnit: 0.1, leverage: 2 })).toEqual([]);
    const slippage = { type: 'percent', value: 0.1 };
    expect(problemsOf({ ...peer, slippage, lotSize: 5, bounds: true })).toEqual([
      ['slippage', 'not-in-profile'],
      ['lotSize', 'not-in-profile'],
      ['bounds', 'not-in-profile'],
    ]);
    expect(problemsOf({ fractionalUnit: 0.5 })).toEqual([['fractionalUnit', 'not-in-profile']]);
  });

  it('leave room between the margin that is put up and the one that is kept', () => {
    expect(problemsOf({ leverage: 5, maintenanceMargin: 0.19 })).toEqual([]);
    const much = [['maintenanceMargin', 'margin-too-large']];
    expect(problemsOf({ leverage: 5, maintenanceMargin: 0.2 })).toEqual(much);
    expect(problemsOf({ leverage: 5, maintenanceMargin: 0.1, liquidationFee: 0.1 })).toEqual(much);
  });
});

describe('a commission by a formula', () => {
  const script: Script = { 0: ({ buy }) => buy({ size: 10 }) };

  it('gets the size without its sign, so that selling costs what buying does', () => {
    const round: Script = { ...script, 2: ({ position }) => position.close() };
    const { orders } = play(flat(5), round, { commission: '0.001 * size * price' });
    expect(orders.map(({ fee }) => fee)).toEqual([1, 1]);
  });

  it('that gives no number ends the run', () => {
    expect(() => play(flat(3), script, { commission: '1 / (size - 10)' })).toThrow(
      'commission: the formula gives Infinity for 10 units at 100.',
    );
  });
});

describe('a price that is none', () => {
  it('is refused with its bar and column', () => {
    const strategy = defineStrategy({ name: 'idle', next() {} });
    for (const price of [NaN, Infinity, -1]) {
      const bars = syntheticBars(10, '1d', 1);
      bars.open[4] = price;
      const run = () => runBacktest({ strategy, data: [{ symbol: 'X', timeframe: '1d', bars }] });
      expect(run).toThrow(`X: the open of bar 4 is ${price}, which is no price.`);
    }
  });
});
