import type { PyRun } from '../src/profiles/backtesting-py/run.js';
import { pyStatistics, type PyStatistics } from '../src/profiles/backtesting-py/statistics.js';
import { annualFiguresNear } from './annual.js';
import type { OracleValue } from './format.js';
import { close, Difference, same } from './tolerance.js';

const TOLERANCE = 1e-9;
const MONEY_TOLERANCE = 1e-12;

/** Throws a Difference unless a run has the oracle's statistics and no others. */
export function compareStatistics(
  by: string,
  want: Record<string, OracleValue>,
  { broker, bars, warmUp }: PyRun,
): void {
  const { closed, equity } = broker;
  const figures = pyStatistics(closed, equity, bars.time, bars.close, warmUp);
  const got: PyStatistics = { ...figures, ...annualFiguresNear(want, figures, equity, bars.time) };
  for (const name of Object.keys(want)) {
    if (!Object.hasOwn(got, name)) throw new Difference(`${by}stats has no ${name}`);
  }
  for (const [name, value] of Object.entries(got)) {
    if (!Object.hasOwn(want, name)) throw new Difference(`${by}stats.${name} is missing`);
    compareStatistic(`${by}stats.${name}`, name, value, want[name], got);
  }
}

function compareStatistic(
  what: string,
  name: string,
  got: number | null,
  want: OracleValue,
  all: PyStatistics,
): void {
  if (name === 'Start' || name === 'End') {
    same(what, isoText(got ?? NaN), want);
  } else if (name.endsWith('Duration')) {
    compareDuration(what, got, want);
  } else if (!isNumeric(want)) {
    throw new Difference(`${what} is ${got}, not ${JSON.stringify(want)}`);
  } else {
    const tolerance = name.endsWith('[$]') ? MONEY_TOLERANCE : TOLERANCE;
    close(what, got, want, tolerance, scaleOf(name, all) * 1e-6);
  }
}

function isNumeric(value: OracleValue): value is number | string | null {
  return value === null || typeof value === 'number' || /^-?Infinity$/.test(String(value));
}

function compareDuration(what: string, got: number | null, want: OracleValue): void {
  if (typeof want !== 'object' || want === null) return same(what, got, want);
  same(`${what}.seconds`, got, want.seconds);
  same(`${what}.text`, got === null ? null : durationText(got), want.text);
}

// What a figure is measured against: the whole, or the number it is the difference of; money only against itself.
function scaleOf(name: string, all: PyStatistics): number {
  if (name.endsWith('[$]')) return 0;
  if (name === 'Alpha [%]') return Math.max(100, Math.abs(all['Return [%]'] ?? 0));
  return name.endsWith('[%]') ? 100 : 1;
}

// As Python's datetime.isoformat and pandas' Timedelta write them.
function isoText(ms: number): string {
  return new Date(ms).toISOString().replace(/\.?0*Z$/, '');
}

function durationText(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const clock = new Date((seconds - days * 86_400) * 1000).toISOString().slice(11, 19);
  // A trade entered inside the last bar and closed at the close before it lasted less than nothing.
  return `${days} days ${days < 0 ? '+' : ''}${clock}`;
}
