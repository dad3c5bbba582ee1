import { describe, expect, it } from '@jest/globals';
import { render } from '@app/platform';
import {
  asOfTime,
  configView,
  dataView,
  engineConfig,
  engineConfigOf,
  type RunRequest,
} from './run-request.js';

const request: RunRequest = {
  strategy_name: 'sma-cross',
  symbol: 'X',
  timeframe: '1h',
  start_date: 0,
  end_date: 1,
};

describe('run request', () => {
  it('fills every option that was left out with its default', () => {
    const config = engineConfig({ ...request, commission: 0.001 });
    if (Array.isArray(config)) throw new Error('It has problems.');
    expect(configView(config)).toMatchObject({
      initial_capital: 10_000,
      commission: 0.001,
      slippage: { type: 'none', value: 0 },
      finalize_trades: true,
    });
  });

  it('names every bad option as it stands on the wire', () => {
    const problems = engineConfig({ ...request, initial_capital: -1, fill_at: 'never' });
    if (!Array.isArray(problems)) throw new Error('It has no problems.');
    expect(problems.map(({ field }) => field).toSorted()).toEqual(['fill_at', 'initial_capital']);
    expect(problems.map(({ problem }) => problem.en).join()).not.toMatch(/initialCapital|fillAt/);
  });

  it('gives back from a stored configuration what the engine was given', () => {
    const config = engineConfig(request);
    if (Array.isArray(config)) throw new Error('It has problems.');
    expect(engineConfigOf(configView(config))).toEqual(config);
  });

  it('reads and shows the names inside an option as they stand on the wire', () => {
    const protections = { cooldown_bars: 3, drawdown_halt: { fraction: 0.2, pause_bars: 5 } };
    const config = engineConfig({ ...request, protections });
    if (Array.isArray(config)) throw new Error('It has problems.');
    expect(config.protections).toEqual({
      cooldownBars: 3,
      drawdownHalt: { fraction: 0.2, pauseBars: 5 },
    });
    expect(configView(config).protections).toEqual(protections);
    const problems = engineConfig({ ...request, protections: { cooldown_bras: 3 } });
    if (!Array.isArray(problems)) throw new Error('It has no problems.');
    expect(problems[0]?.field).toBe('protections.cooldown_bras');
    const [first] = problems;
    expect(first && render(first.problem, 'en', first.values)).toContain('"cooldown_bars"');
  });

  it('pays funding only where it is asked for, and keeps the names of symbols as they are', () => {
    const funding = { my_PERP: 'other_one', SPOT: null };
    const asked = { ...request, symbol: undefined, symbols: ['my_PERP', 'SPOT'], funding };
    for (const [sent, paid] of [
      [request, false],
      [{ ...request, funding: false }, false],
      [{ ...request, funding: true }, true],
      [asked, true],
    ] as const) {
      const config = engineConfig(sent);
      if (Array.isArray(config)) throw new Error('It has problems.');
      expect(config.funding).toBe(paid);
      const stored = { ...configView(config), ...dataView(sent, undefined) };
      expect(stored.funding).toEqual(sent.funding ?? false);
      expect(engineConfigOf(stored)).toEqual(config);
    }
  });

  it('names what is wrong with funding beside other problems', () => {
    const problems = engineConfig({ ...request, leverage: 0, funding: 'yes' });
    if (!Array.isArray(problems)) throw new Error('It has no problems.');
    expect(problems.map(({ field }) => field)).toEqual(['leverage', 'funding']);
  });

  it('reads data as of a time of any form, or as of now', () => {
    const timeMs = Date.UTC(2026, 0, 5, 9, 30);
    for (const data_as_of of [timeMs, '2026-01-05T09:30', '2026-01-05T17:30:00+08:00']) {
      expect(asOfTime({ ...request, data_as_of })).toBe(timeMs);
    }
    expect([asOfTime(request), asOfTime({ ...request, data_as_of: null })]).toEqual([
      undefined,
      undefined,
    ]);
    expect(asOfTime({ ...request, data_as_of: 'then' })).toMatchObject([{ field: 'data_as_of' }]);
    expect(dataView(request, timeMs).data_as_of).toBe('2026-01-05T09:30:00.000Z');
    expect(dataView(request, undefined).data_as_of).toBeNull();
  });
});
