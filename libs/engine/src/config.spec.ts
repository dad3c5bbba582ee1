import { describe, expect, it } from '@jest/globals';
import { DEFAULT_CONFIG, resolveConfig } from './index.js';

function problemsOf(input: Record<string, unknown>) {
  const result = resolveConfig(input);
  return 'problems' in result ? result.problems.map(({ field, code }) => `${field} ${code}`) : [];
}

describe('resolveConfig', () => {
  it('fills in the defaults and ignores what is undefined', () => {
    expect(resolveConfig({ leverage: 3, spread: undefined })).toEqual({
      config: { ...DEFAULT_CONFIG, leverage: 3 },
    });
  });

  it('tells every problem at once', () => {
    expect(problemsOf({ levrage: 2, spread: -1, hedging: 'yes', seed: 1.5 })).toEqual([
      'levrage unknown-option',
      'spread too-small',
      'hedging wrong-type',
      'seed wrong-type',
    ]);
  });

  it.each([
    [{ commission: 0.001 }],
    [{ commission: { fixed: 1, relative: 0.001 } }],
    [{ commission: { maker: -0.0001, taker: 0.0005 } }],
    [{ commission: 'max(1, abs(size) * 0.005)' }],
    [{ slippage: { type: 'none' } }],
    [{ slippage: { type: 'percent', value: 0.001 } }],
    [{ warmUp: 200 }],
    [{ warmUp: 'none' }],
    [{ protections: { cooldownBars: 3 } }],
    [{ detailTimeframe: '1m', checks: ['look_ahead'] }],
  ])('takes %j', (input) => {
    expect(problemsOf(input)).toEqual([]);
  });

  it.each([
    [{ commission: { maker: 0 } }, 'commission.taker wrong-type'],
    [{ commission: { fixed: 1, relative: 0, extra: 1 } }, 'commission.extra unknown-option'],
    [{ commission: 'process.exit()' }, 'commission bad-expression'],
    [{ commission: 'size **' }, 'commission bad-expression'],
    [{ commission: 0.6 }, 'commission too-large'],
    [{ slippage: { type: 'percent' } }, 'slippage.value wrong-type'],
    [{ slippage: { type: 'wild', value: 1 } }, 'slippage.type not-a-choice'],
    [{ warmUp: -1 }, 'warmUp too-small'],
    [
      { protections: { stopLossGuard: { trades: 1 } } },
      'protections.stopLossGuard.lookbackBars wrong-type',
    ],
    [{ checks: ['all'] }, 'checks not-a-choice'],
    [{ initialCapital: 0 }, 'initialCapital too-small'],
    [{ executionProfile: 'zipline' }, 'executionProfile not-a-choice'],
  ])('refuses %j', (input, problem) => {
    expect(problemsOf(input)).toEqual([problem]);
  });
});
