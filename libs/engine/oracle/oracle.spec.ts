import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkOracle } from './check.js';
import type { BacktestOracle, IndicatorOracle } from './format.js';

const ORACLES = resolve('..', 'shared', 'oracles');
const there = existsSync(ORACLES);
const filesOf = (directory: string, pattern: RegExp) =>
  there ? readdirSync(join(ORACLES, directory)).filter((each) => pattern.test(each)) : [];

// Without them nothing is proven, and the name of the test says so.
const suite = there ? describe : notChecked;

suite('the oracles', () => {
  it.each(filesOf('backtests', /^\d/))('backtesting.py: %s', (file) => {
    expect(checkOracle(join(ORACLES, 'backtests', file))).toBeNull();
  });

  it.each(filesOf('indicators', /^[A-Z]/))('TA-Lib: %s', (file) => {
    expect(checkOracle(join(ORACLES, 'indicators', file))).toBeNull();
  });
});

suite('a changed oracle', () => {
  let directory = '';

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'oracle-'));
  });

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  function changed<T>(source: string, change: (oracle: T) => void): string | null {
    const oracle = JSON.parse(readFileSync(join(ORACLES, source), 'utf8')) as T & {
      index_file?: string;
    };
    change(oracle);
    if (oracle.index_file !== undefined) {
      const index = readFileSync(join(ORACLES, 'indicators', '_index.json'));
      writeFileSync(join(directory, '_index.json'), index);
    }
    const file = join(directory, 'changed.json');
    writeFileSync(file, JSON.stringify(oracle));
    return checkOracle(file, join(ORACLES, 'data'));
  }

  it('differs by one price of one trade', () => {
    const difference = changed<BacktestOracle>('backtests/17_donchian_sltp.json', (oracle) => {
      oracle.trades[20].exit_price += 0.01;
    });
    expect(difference).toMatch(/^trades\[20]\.exit_price is /);
  });

  it('differs by one statistic in its ninth digit', () => {
    const difference = changed<BacktestOracle>('backtests/01_readme.json', (oracle) => {
      oracle.stats['Sortino Ratio'] = Number(oracle.stats['Sortino Ratio']) * (1 + 2e-9);
    });
    expect(difference).toMatch(/^stats\.Sortino Ratio is /);
  });

  it('differs by one action less', () => {
    const difference = changed<BacktestOracle>('backtests/26_trailing_atr.json', (oracle) => {
      oracle.actions.splice(100, 1);
    });
    expect(difference).not.toBeNull();
  });

  it('differs by a move of a stop that the next one hides', () => {
    const difference = changed<BacktestOracle>('backtests/28_lib_trailing.json', (oracle) => {
      const [, , args] = oracle.actions[100];
      args.price = (args.price ?? 0) - 0.5;
    });
    expect(difference).toMatch(/^by strategy LibTrail: actions\[100]\.price is /);
  });

  it('differs by a cent in a sum of millions', () => {
    const difference = changed<BacktestOracle>('backtests/41_bench_fixed_unit.json', (oracle) => {
      oracle.cash_at_end += 0.01;
    });
    expect(difference).toMatch(/^cash_at_end is /);
  });

  it('differs by one value of an indicator', () => {
    const difference = changed<IndicatorOracle>('indicators/MACD.json', (oracle) => {
      const { signal } = oracle.cases[1].outputs;
      signal[200] = (signal[200] ?? 0) + 1e-6;
    });
    expect(difference).toMatch(/^MACD\(5, 35, 5\)\.signal\[200] is /);
  });

  it('differs by the sum over the bars that are not sampled', () => {
    const difference = changed<IndicatorOracle>('indicators/EMA.json', (oracle) => {
      oracle.cases[0].full_series_stats.real.fsum += 1;
    });
    expect(difference).toMatch(/sum is /);
  });

  it('may have a case without output, and outputs by other names', () => {
    const difference = changed<IndicatorOracle>('indicators/MACD.json', (oracle) => {
      const [each, none] = oracle.cases;
      each.outputs = renamed(each.outputs);
      each.full_series_stats = renamed(each.full_series_stats);
      none.params = { fastPeriod: 12, slowPeriod: 3000, signalPeriod: 9 };
      none.lookback = 3007;
      for (const values of Object.values(none.outputs)) values.fill(null);
      for (const name of Object.keys(none.outputs)) {
        none.full_series_stats[name] = { count: 0, fsum: 0, min: null, max: null };
      }
    });
    expect(difference).toBeNull();
  });
});

function renamed<T>(outputs: Record<string, T>): Record<string, T> {
  const { macd, signal, hist } = outputs;
  return { outMACD: macd, outMACDSignal: signal, outMACDHist: hist };
}

function notChecked(name: string): void {
  describe(name, () => {
    it(`is NOT CHECKED: there is no folder ${ORACLES}`, () => {
      expect(there).toBe(false);
    });
  });
}
