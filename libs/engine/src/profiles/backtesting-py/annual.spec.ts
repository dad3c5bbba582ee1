import { describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../calendar.js';
import { annualFigures, geometricMean } from './annual.js';
import { periodReturns, periodsPerYear } from './period.js';

const HOUR = DAY_MS / 24;
const stamps = (count: number, step: number, from = 0) =>
  Float64Array.from({ length: count }, (_, i) => from + i * step);

describe('the returns of a period in the profile', () => {
  it('end with the calendar day and start with the second one', () => {
    const time = stamps(5, 12 * HOUR);
    const returns = periodReturns(Float64Array.of(100, 110, 121, 132, 66), time);
    expect(returns).toEqual([132 / 110 - 1, 66 / 132 - 1]);
  });

  it('are of weeks that end on Sunday when bars lie seven days apart', () => {
    const wednesday = 6 * DAY_MS;
    const time = stamps(3, 7 * DAY_MS, wednesday);
    expect(periodReturns(Float64Array.of(100, 120, 90), time)).toEqual([
      120 / 100 - 1,
      90 / 120 - 1,
    ]);
    expect(periodsPerYear(time)).toBe(52);
  });

  it('leave out the days after the money is gone', () => {
    expect(periodReturns(Float64Array.of(100, 0, 0, 0), stamps(4, DAY_MS))).toEqual([-1]);
  });

  it('count 365 a year where more than three fifths of two sevenths of the bars lie on weekends', () => {
    const thursday = 0;
    expect(periodsPerYear(stamps(7, DAY_MS, thursday))).toBe(365);
    const monday = 4 * DAY_MS;
    expect(periodsPerYear(stamps(6, DAY_MS, monday))).toBe(252);
    const withOneSunday = stamps(6, DAY_MS, monday);
    withOneSunday[5] += DAY_MS;
    expect(periodsPerYear(withOneSunday)).toBe(252);
  });

  it('of months and years are known by the whole days of their median spacing', () => {
    const months = Float64Array.of(0, 31, 59, 90, 120, 151).map((day) => day * DAY_MS);
    expect(periodsPerYear(months)).toBe(12);
    expect(periodsPerYear(stamps(4, 365 * DAY_MS))).toBe(1);
  });
});

describe('the annual figures of the profile', () => {
  it('are 0 once everything was lost', () => {
    const returns = [0.5, -1];
    expect(geometricMean(returns)).toBe(0);
    // var₁(0.5, −1) = 1.125
    const { volatility, ...rest } = annualFigures(0, returns, 2, 1);
    expect(rest).toEqual({ return: 0, sharpe: 0, sortino: 0, calmar: 0 });
    expect(volatility).toBeCloseTo(Math.sqrt(2.125 * 2.125 - 1), 14);
  });

  it('are no numbers when the money was gone before the first day ended', () => {
    expect(geometricMean([])).toBeNaN();
    const figures = annualFigures(NaN, [], 252, 1);
    expect(Object.values(figures).every(Number.isNaN)).toBe(true);
  });

  it('compound the geometric mean', () => {
    // √(1.21 · 1) − 1 = 0.1, and 1.1² − 1 = 0.21
    const growth = geometricMean([0.21, 0]);
    expect(growth).toBeCloseTo(0.1, 15);
    expect(annualFigures(growth, [0.21, 0], 2, 0.7).return).toBeCloseTo(0.21, 14);
    expect(annualFigures(growth, [0.21, 0], 2, 0.7).calmar).toBeCloseTo(0.3, 14);
    expect(annualFigures(growth, [0.21, 0], 2, 0).calmar).toBeNaN();
  });
});
