import { type Timeframe, timeframeMs, TIMEFRAMES } from '@app/engine';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
// The share of the usual distance; of two bars a day half of all lie over a night.
const TOLD = 0.3;
const UNTOLD = 0.5;
const FEWEST = 3;
const FEWEST_SPARSE = 10;
const BY_LENGTH = new Map<number, Timeframe>(
  TIMEFRAMES.map((timeframe) => [timeframeMs(timeframe) ?? 0, timeframe]),
);

/** Infers a timeframe from the times of bars, in any order, for which one that a name tells needs less; null when they do not tell. */
export function timeframeOf(times: Float64Array, told: Timeframe | null = null): Timeframe | null {
  const distances = distancesOf(times);
  if (distances.length === 0) return null;
  const usual = median(distances);
  if (usual >= 27 * DAY_MS && usual <= 32 * DAY_MS && allMonths(distances)) return '1M';
  const { value, share } = mode(distances.map(withoutClockChange));
  const named = BY_LENGTH.get(value);
  if (named && share >= (named === told ? TOLD : UNTOLD)) return named;
  const shared = distances.reduce(greatestCommonDivisor);
  return BY_LENGTH.get(shared) ?? named ?? null;
}

/** Finds the timeframe that times say as plainly as can be, where it is not the one that was told; null where they may be of that one. */
export function otherTimeframe(times: Float64Array, told: Timeframe): Timeframe | null {
  const distances = distancesOf(times).map(withoutClockChange);
  if (distances.length < FEWEST) return null;
  const usual = median(distances);
  const isMonthly = usual >= 27 * DAY_MS && usual <= 32 * DAY_MS && allMonths(distances);
  if (isMonthly) return told === '1M' ? null : '1M';
  const { value, share } = mode(distances);
  const named = BY_LENGTH.get(value);
  if (named === undefined || named === told || share < 0.5) return null;
  if (value < (timeframeMs(told) ?? 28 * DAY_MS)) return named;
  // What trades rarely has bars at any distance; bars of a coarser timeframe lie whole ones apart, over weekends too.
  const whole = distances.filter((distance) => distance % value === 0).length;
  return distances.length >= FEWEST_SPARSE && whole >= 0.95 * distances.length ? named : null;
}

/** Says in words how far apart bars usually lie. */
export function usualDistance(times: Float64Array): string {
  const distances = distancesOf(times);
  return distances.length === 0 ? 'unknown' : `${mode(distances).value / 60_000} minutes`;
}

function distancesOf(times: Float64Array): number[] {
  const sorted = Float64Array.from(times).toSorted();
  const distances: number[] = [];
  for (let i = 1; i < sorted.length; i += 1) {
    if (sorted[i] > sorted[i - 1]) distances.push(sorted[i] - sorted[i - 1]);
  }
  return distances;
}

// Days of a zone are 23 or 25 hours long when its clocks change.
function withoutClockChange(distance: number): number {
  const days = Math.round(distance / DAY_MS);
  return days > 0 && Math.abs(distance - days * DAY_MS) === HOUR_MS ? days * DAY_MS : distance;
}

function allMonths(distances: number[]): boolean {
  const months = distances.filter((distance) => distance < 33 * DAY_MS);
  return (
    months.every((distance) => distance >= 25 * DAY_MS) && months.length * 2 > distances.length
  );
}

function mode(values: number[]): { value: number; share: number } {
  const seen = new Map<number, number>();
  for (const value of values) seen.set(value, (seen.get(value) ?? 0) + 1);
  let best = 0;
  let most = 0;
  for (const [value, times] of seen) {
    if (times > most || (times === most && value < best)) [best, most] = [value, times];
  }
  return { value: best, share: most / values.length };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
