import { annualFigures, geometricMean } from '../src/profiles/backtesting-py/annual.js';
import { periodReturns, periodsPerYear } from '../src/profiles/backtesting-py/period.js';
import type { PyStatistics } from '../src/profiles/backtesting-py/statistics.js';
import type { OracleValue } from './format.js';
import { asNumber, isClose } from './tolerance.js';

const TOLERANCE = 1e-9;
// The last place of the doubles below 1.
const PLACE = 1.1102230246251565e-16;
const PLACES = [0, 1, -1, 2, -2];

/** The annual figures as they follow from the oracle's own rounding; empty when they do not. */
export function annualFiguresNear(
  want: Record<string, OracleValue>,
  figures: PyStatistics,
  equity: Float64Array,
  time: Float64Array,
): PyStatistics {
  const returns = periodReturns(equity, time);
  const growth = geometricMean(returns);
  const perYear = periodsPerYear(time);
  const drawdown = -(figures['Max. Drawdown [%]'] ?? NaN) / 100;
  const returned = fraction(want['Return (Ann.) [%]']);
  // They are differences of numbers near 1, whose last place the peer's exponential and power miss on some machines:
  // a quiet account's are right when they follow from a neighbour of its growth.
  for (const places of PLACES) {
    const near = annualFigures(growth + places * PLACE, returns, perYear, drawdown);
    if (!isClose(near.return, returned, TOLERANCE)) continue;
    const volatility = neighbour(near.volatility, fraction(want['Volatility (Ann.) [%]']));
    return {
      'Return (Ann.) [%]': near.return * 100,
      'Volatility (Ann.) [%]': volatility * 100,
      'Sharpe Ratio': volatility > 0 ? near.return / volatility : NaN,
      'Sortino Ratio': near.sortino,
      'Calmar Ratio': near.calmar,
    };
  }
  return {};
}

// The wanted volatility when its square lies whole last places from the one worked out, else that.
function neighbour(volatility: number, want: number): number {
  const square = volatility * volatility;
  const apart = (want * want - square) / PLACE;
  const whole = Math.round(apart);
  if (Math.abs(whole) > 4) return volatility;
  return Math.abs(apart - whole) * PLACE <= TOLERANCE * square ? want : volatility;
}

function fraction(value: OracleValue | undefined): number {
  return typeof value === 'object' && value !== null ? NaN : asNumber(value) / 100;
}
