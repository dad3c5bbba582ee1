/** Is what a score is computed from. */
export interface ScoreCounts {
  bars: number;
  missing: number;
  /** Stored rows, and rows that imports left out, that break the rules of bars. */
  violations: number;
  duplicates: number;
  spikes: number;
  staleBars: number;
  zeroVolume: number;
}

/** Holds the parts of a score, each 0 to 100; null is a part that cannot be told. */
export type ScoreParts = Record<keyof typeof SCORE_WEIGHTS, number | null>;

/** Is how good a series is, 0 to 100, and why. */
export interface Score {
  value: number;
  parts: ScoreParts;
}

/** Weights of the parts; they sum to 100. */
export const SCORE_WEIGHTS = {
  completeness: 50,
  violations: 15,
  spikes: 15,
  stale: 10,
  duplicates: 5,
  zero_volume: 5,
};

/** Scores counts: the weighted mean of the parts, but no more than the completeness; undefined without a bar. Shares at which a part is 0: one in a hundred for violations and spikes, one in ten for duplicates, all for the others. */
export function scoreOf(counts: ScoreCounts): Score | undefined {
  const { bars, missing, violations, duplicates, spikes, staleBars, zeroVolume } = counts;
  if (bars === 0) return undefined;
  const parts: ScoreParts = {
    completeness: part(missing, bars + missing, 1),
    violations: part(violations, bars + violations, 100),
    spikes: part(spikes, bars, 100),
    stale: part(staleBars, bars, 1),
    duplicates: part(duplicates, bars + duplicates, 10),
    // A source that tells no volumes is not blamed for them.
    zero_volume: zeroVolume === bars ? null : part(zeroVolume, bars, 1),
  };
  return { value: round(Math.min(weightedMean(parts), parts.completeness ?? 0)), parts };
}

function part(count: number, of: number, factor: number): number {
  return round(100 * Math.max(0, 1 - (factor * count) / of));
}

function weightedMean(parts: ScoreParts): number {
  let sum = 0;
  let weights = 0;
  for (const [name, weight] of Object.entries(SCORE_WEIGHTS)) {
    const value = parts[name as keyof ScoreParts];
    if (value === null) continue;
    sum += weight * value;
    weights += weight;
  }
  return sum / weights;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
