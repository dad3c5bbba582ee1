import { describe, expect, it } from '@jest/globals';
import { AppError } from '@app/platform';
import { configView, engineConfig, engineConfigOf, type RunRequest } from './run-request.js';
import { assertSupported } from './run-support.js';

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

  it('refuses by name what has no meaning yet', () => {
    expect(() => assertSupported({ ...request, data_as_of: 5 })).toThrow(AppError);
    try {
      assertSupported({ ...request, data_as_of: 5, priority: 1 });
    } catch (error) {
      expect((error as AppError).details.map(({ field }) => field)).toEqual([
        'priority',
        'data_as_of',
      ]);
    }
    expect(() => assertSupported({ ...request, commission: 0.001 })).not.toThrow();
  });
});
