import { describe, expect, it } from '@jest/globals';
import {
  checkLookAhead,
  checkWarmUp,
  defineStrategy,
  type MarketData,
  runBacktest,
  sweep,
} from './index.js';
import { finish, flat, handBars } from './fixtures/play.js';

const bars = handBars(flat(5));
const X: MarketData = { symbol: 'X', timeframe: '1d', bars };
const idle = defineStrategy({ name: 'idle', next() {} });
const input = { strategy: idle, data: [X] };
const dataWith = (more: object) => ({ strategy: idle, data: [{ ...X, ...more }] });
const codes = (config: object, data = [X]) =>
  finish(idle, data, config).result.warnings.map(({ code, values }) => [code, values.symbol]);

describe('a key that there is not', () => {
  const wrong: [asked: object, message: string][] = [
    [{ ...input, confg: {} }, 'Unknown key of the input confg. Did you mean config?'],
    [dataWith({ setings: {} }), 'X: Unknown key of the data setings. Did you mean'],
    [
      dataWith({ settings: { ticksize: 1 } }),
      'X: Unknown setting ticksize. Did you mean tickSize?',
    ],
    [
      dataWith({ detail: { timeframe: '1h', bar: bars } }),
      'X: Unknown key of the detail bar. Did you mean bars?',
    ],
    [
      dataWith({ funding: { time: bars.time, rates: bars.close } }),
      'X: Unknown key of the funding rates. Did you mean rate?',
    ],
  ];

  it('is refused with the nearest', () => {
    for (const [asked, message] of wrong) {
      expect(() => runBacktest(asked as typeof input)).toThrow(message);
    }
  });

  it('is refused of a sweep and of a check, too', () => {
    const slice = { data: [X], statistics: ['trades'], benchmrk: undefined };
    expect(() => sweep(idle, [{}], slice)).toThrow('Unknown key of the sweep benchmrk.');
    const check = { ...input, parms: {} };
    expect(() => checkLookAhead(check)).toThrow('Unknown key of the check parms.');
    expect(() => checkWarmUp(check)).toThrow('Unknown key of the check parms.');
    expect(checkLookAhead({ ...input, load: () => idle }).verdict).toBe('inconclusive');
  });
});

describe('an option whose data are not given', () => {
  it('is refused where it is a benchmark: the comparison would be with another', () => {
    const config = { benchmark: 'SPY' };
    const message = 'The benchmark SPY has no bars: give its { time, close }';
    expect(() => runBacktest({ ...input, config })).toThrow(message);
    const slice = { data: [X], statistics: ['trades'], config };
    expect(() => sweep(idle, [{}], slice)).toThrow(message);
    const benchmark = { time: bars.time, close: bars.close };
    expect(runBacktest({ ...input, config, benchmark }).stopped).toBe(false);
  });

  it('warns where it is detail of one symbol, and is refused where that is of another timeframe', () => {
    const config = { detailTimeframe: '1h' as const };
    const detail = { timeframe: '1h' as const, bars: handBars(flat(0)) };
    expect(codes(config)).toEqual([['missing_detail', 'X']]);
    expect(
      codes(config, [
        { ...X, detail },
        { ...X, symbol: 'Y' },
      ]),
    ).toEqual([['missing_detail', 'Y']]);
    expect(codes({}, [{ ...X, detail }])).toEqual([]);
    const other = { strategy: idle, data: [{ ...X, detail }], config: { detailTimeframe: '5m' } };
    expect(() => runBacktest(other as typeof input)).toThrow(
      'X: the detail bars are 1h, the detailTimeframe is 5m.',
    );
  });

  it('warns that a run makes no checks itself', () => {
    expect(codes({ checks: ['look_ahead'] })).toEqual([['checks_not_run', undefined]]);
  });
});

describe('a run whose control asks it to stop', () => {
  const control = { shouldStop: () => true };

  it('is not stopped once its last bar ran', () => {
    expect(runBacktest({ ...input, control }).stopped).toBe(false);
    const long = [{ ...X, bars: handBars(flat(600)) }];
    expect(runBacktest({ ...input, data: long, control })).toEqual({
      stopped: true,
      done: 512,
      total: 600,
    });
  });

  it('in a profile, too', () => {
    const config = { executionProfile: 'backtesting.py' as const };
    expect(runBacktest({ ...input, config, control }).stopped).toBe(false);
  });

  it('as a sweep is not stopped once its last set ran', () => {
    const slice = { data: [X], statistics: ['trades'], control };
    expect(sweep(idle, [{}], slice)).toMatchObject({ stopped: false, done: 1 });
    expect(sweep(idle, [{}, {}], slice)).toMatchObject({ stopped: true, done: 1 });
  });
});
