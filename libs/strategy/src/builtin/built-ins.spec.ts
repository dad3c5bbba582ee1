import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  checkLookAhead,
  lookbackOf,
  paramsSchema,
  resolveParams,
  runBacktest,
  type Strategy,
  syntheticBars,
} from '@barline/engine';
import buyAndHold from './buy-and-hold.js';
import donchianBreakout from './donchian-breakout.js';
import rsiReversal from './rsi-reversal.js';
import smaCross from './sma-cross.js';

const builtIns: Strategy[] = [buyAndHold, donchianBreakout, rsiReversal, smaCross];
const data = [{ symbol: 'X', timeframe: '1h' as const, bars: syntheticBars(3000, '1h', 5) }];

function run(strategy: Strategy, params = {}) {
  const outcome = runBacktest({ strategy, data, params, config: { commission: 0.001 } });
  if (outcome.stopped) throw new Error('stopped');
  return outcome;
}

describe.each(builtIns.map((strategy) => [strategy.name, strategy] as const))(
  '%s',
  (name, strategy) => {
    it("imports nothing but the engine, so that it is valid as a user's source", () => {
      const source = readFileSync(new URL(`./${name}.ts`, import.meta.url), 'utf8');
      const imports = [...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from);
      expect(imports).toEqual(['@barline/engine']);
      expect(source).toContain('export default defineStrategy');
    });

    it('describes itself and every parameter', () => {
      expect(strategy.description).not.toBe('');
      const { properties } = paramsSchema(strategy) as {
        properties: Record<string, { description?: string }>;
      };
      for (const property of Object.values(properties)) expect(property.description).toBeTruthy();
    });

    it('trades with its defaults', () => {
      expect(resolveParams(strategy, {})).toHaveProperty('params');
      expect(run(strategy).statistics.trades).toBeGreaterThan(0);
    });

    it('does not look ahead', () => {
      const { verdict } = checkLookAhead({
        strategy,
        data: [{ ...data[0], bars: syntheticBars(600, '1h', 6) }],
      });
      expect(verdict).toBe(strategy === buyAndHold ? 'inconclusive' : 'pass');
    });
  },
);

describe('the parameters of the built-ins', () => {
  it('of sma-cross choose whether it sells short, and their order', () => {
    expect(run(smaCross).statistics.short_trades).toBe(0);
    expect(run(smaCross, { short: true }).statistics.short_trades).toBeGreaterThan(10);
    expect(resolveParams(smaCross, { fast: 30, slow: 10 })).toHaveProperty('problems');
    expect(lookbackOf(smaCross, { fast: 10, slow: 30, short: false })).toBe(29);
  });

  it('of rsi-reversal choose a stop loss', () => {
    const stopped = run(rsiReversal, { stop: 0.005, period: 5 });
    expect(stopped.orderCounts.states.cancelled).toBeGreaterThan(0);
  });

  it('of donchian-breakout choose whether it sells short', () => {
    expect(run(donchianBreakout, { short: true }).statistics.short_trades).toBeGreaterThan(0);
  });

  it('of buy-and-hold choose how much to invest', () => {
    expect(run(buyAndHold, { fraction: 0.5 }).statistics.trades).toBe(1);
  });
});
