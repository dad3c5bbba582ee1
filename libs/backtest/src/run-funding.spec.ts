import { describe, expect, it } from '@jest/globals';
import { fundingProblems, fundingSources } from './run-funding.js';

const SYMBOLS = ['BTC', 'ETH'];
const fieldsOf = (choice: unknown, profile: unknown = 'default') =>
  fundingProblems(choice, SYMBOLS, profile).map(({ field }) => field);
const sourcesOf = (choice: unknown) => Object.fromEntries(fundingSources(choice, SYMBOLS));

describe('the funding of a run', () => {
  it('is paid by nobody unless it is asked for', () => {
    expect([fieldsOf(undefined), fieldsOf(false)]).toEqual([[], []]);
    expect([sourcesOf(undefined), sourcesOf(false)]).toEqual([{}, {}]);
  });

  it('is that of each symbol, or of another one by name', () => {
    expect(sourcesOf(true)).toEqual({ BTC: 'BTC', ETH: 'ETH' });
    expect(sourcesOf({ BTC: 'BTC-PERP' })).toEqual({ BTC: 'BTC-PERP', ETH: 'ETH' });
    expect(sourcesOf({ BTC: 'BTC-PERP', ETH: null })).toEqual({ BTC: 'BTC-PERP' });
    expect([fieldsOf(true), fieldsOf({}), fieldsOf({ BTC: 'X', ETH: null })]).toEqual([[], [], []]);
  });

  it.each([['yes'], [1], [null], [['BTC']]])('is refused as %p', (choice) => {
    expect(fieldsOf(choice)).toEqual(['funding']);
  });

  it('is refused by name for other symbols and for what is no symbol', () => {
    expect(fieldsOf({ SOL: 'SOL', BTC: 5, ETH: '' })).toEqual([
      'funding.SOL',
      'funding.BTC',
      'funding.ETH',
    ]);
    expect(fieldsOf({ valueOf: 'BTC' })).toEqual(['funding.valueOf']);
  });

  it('is refused with a profile that does not know it', () => {
    expect(fieldsOf(true, 'backtesting.py')).toEqual(['funding']);
    expect(fieldsOf(false, 'backtesting.py')).toEqual([]);
  });
});
