import { expm1, log } from '../../math.js';
import { wholePower } from '../../math/whole-power.js';
import { mean, variance } from '../../statistics/moments.js';

/** What the returns of periods come to in a year: fractions and ratios. */
export type AnnualFigures = {
  return: number;
  volatility: number;
  sharpe: number;
  sortino: number;
  calmar: number;
};

/** Works out the annual figures of the returns of periods, whose geometric mean is `growth`, `perYear` of them a year. */
export function annualFigures(
  growth: number,
  returns: readonly number[],
  perYear: number,
  maxDrawdown: number,
): AnnualFigures {
  const annual = wholePower(1 + growth, perYear) - 1;
  const deviation = variance(returns, mean(returns), 1);
  const square = (1 + growth) * (1 + growth);
  // Two nearly equal powers are subtracted: only powers rounded as exactly as the peer's leave the digits it prints.
  const volatility = Math.sqrt(
    wholePower(deviation + square, perYear) - wholePower(1 + growth, 2 * perYear),
  );
  let downside = 0;
  for (const each of returns) downside += each < 0 ? each * each : 0;
  return {
    return: annual,
    volatility,
    sharpe: volatility > 0 ? annual / volatility : NaN,
    sortino: annual / (Math.sqrt(downside / returns.length) * Math.sqrt(perYear)),
    calmar: annual / (maxDrawdown || NaN),
  };
}

/** The geometric mean of returns as a fraction, 0 once one of them loses everything, NaN of nothing. */
export function geometricMean(returns: readonly number[]): number {
  let sum = 0;
  for (const each of returns) {
    if (each + 1 <= 0) return 0;
    sum += log(each + 1);
  }
  // Rounded to what is left of 1, as the peer's exponential is.
  return 1 + expm1(sum / returns.length) - 1;
}
