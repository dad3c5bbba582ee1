import { describe, expect, it } from '@jest/globals';
import {
  checkLookAhead,
  type ResolvedParams,
  resolveParams,
  resultHash,
  runBacktest,
  type Strategy,
  sweep,
  syntheticBars,
} from '@barline/engine';
import { builtIns } from '../builtin/index.js';
import { builtInsAsRules } from './fixtures/built-ins.js';
import { parseRules } from './parse-rules.js';
import type { Rules } from './rules.js';
import { rulesStrategy } from './rules-strategy.js';

function run(strategy: Strategy, params: ResolvedParams, symbols = 1) {
  const data = Array.from({ length: symbols }, (_, k) => ({
    symbol: `S${k}`,
    timeframe: '1h' as const,
    bars: syntheticBars(4000, '1h', 40 + k),
  }));
  const outcome = runBacktest({ strategy, data, params, config: { commission: 0.001 } });
  if (outcome.stopped) throw new Error('stopped');
  return outcome;
}

function builtIn(name: string): Strategy {
  const strategy = builtIns.get(name);
  if (strategy === undefined) throw new Error(`no built-in ${name}`);
  return strategy;
}

const VARIANTS: [name: string, params: ResolvedParams, trades: number][] = [
  ['sma-cross', {}, 50],
  ['sma-cross', { fast: 5, slow: 12, short: true }, 200],
  ['macd', {}, 50],
  ['macd', { short: true }, 100],
  ['rsi-reversal', {}, 10],
  ['rsi-reversal', { period: 7, oversold: 25, stop: 0.01 }, 20],
  ['bollinger-reversion', {}, 20],
  ['bollinger-reversion', { width: 1.5, stop: 0.005, short: true }, 100],
  ['donchian-breakout', {}, 20],
  ['donchian-breakout', { entry: 10, exit: 5, stop: 1, short: true }, 100],
  ['supertrend', {}, 20],
  ['supertrend', { short: true }, 40],
];

describe('rules that say what a built-in says', () => {
  it.each(VARIANTS)('%s with %p come to the same result hash', (name, params, least) => {
    const rules = parseRules(builtInsAsRules[name]);
    if ('problems' in rules) throw new Error(JSON.stringify(rules.problems));
    const byRules = run(rulesStrategy(rules.rules), params);
    const byHand = run(builtIn(name), params);
    expect(byHand.statistics.trades).toBeGreaterThan(least);
    expect(resultHash(byRules)).toBe(resultHash(byHand));
  });

  it('do so on several symbols, too', () => {
    const byRules = run(rulesStrategy(builtInsAsRules['sma-cross']), { short: true }, 3);
    const byHand = run(builtIn('sma-cross'), { short: true }, 3);
    expect(resultHash(byRules)).toBe(resultHash(byHand));
  });

  it('have parameters as they do, which rules check together', () => {
    const strategy = rulesStrategy(builtInsAsRules['sma-cross'] as Rules);
    expect(resolveParams(strategy, {})).toEqual({ params: { fast: 10, slow: 30, short: false } });
    expect(resolveParams(strategy, { fast: 1, slow: 2.5 })).toMatchObject({
      problems: [{ code: 'too-small' }, { code: 'wrong-type' }],
    });
    expect(resolveParams(strategy, { fast: 40, slow: 30 })).toMatchObject({
      problems: [{ code: 'constraint-failed' }],
    });
  });

  it('come to the same in a sweep', () => {
    const sets = [{}, { fast: 5, slow: 12 }, { short: true }, { fast: 40, slow: 30 }];
    const statistics = ['equity_final', 'trades', 'max_drawdown'];
    const bars = syntheticBars(2000, '1h', 7);
    const slice = { data: [{ symbol: 'X', timeframe: '1h' as const, bars }], statistics };
    const byRules = sweep(rulesStrategy(builtInsAsRules['sma-cross']), sets, slice);
    const byHand = sweep(builtIn('sma-cross'), sets, slice);
    expect(byRules.values).toEqual(byHand.values);
    expect(byRules.values[1]).toBeGreaterThan(20);
    expect(byRules.errors.map((error) => error === null)).toEqual([true, true, true, false]);
  });

  it.each(Object.keys(builtInsAsRules))('%s do not look ahead', (name) => {
    const bars = syntheticBars(1500, '1h', 5);
    const data = [{ symbol: 'X', timeframe: '1h' as const, bars }];
    const { verdict } = checkLookAhead({ strategy: rulesStrategy(builtInsAsRules[name]), data });
    expect(verdict).toBe('pass');
  });
});
