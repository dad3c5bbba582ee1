import { table } from './table.js';

/** Is what the server tells of the quality of a series. */
export interface Quality {
  symbol: string;
  timeframe: string;
  version: number;
  first: string | null;
  last: string | null;
  bars: number;
  score: number | null;
  parts: Record<string, number | null> | null;
  weights: Record<string, number>;
  session_zone: string | null;
  gaps: {
    count: number;
    missing_bars: number;
    missing_share: number;
    items: { from: string; to: string; missing_bars: number }[];
  };
  closed_days: number;
  duplicates: number;
  out_of_order: number;
  violations: { stored: number; rejected: number; reasons: Record<string, number> };
  zero_volume: number;
  spikes: { returning: number; level_jumps: number; times: string[] };
  stale: { runs: number; bars: number; longest: number; longest_from: string | null };
}

const MOST_GAPS = 20;
const MOST_SPIKES = 5;

/** Writes a report for people: the score and its parts, then the gaps, then what broke rules. */
export function qualityText(quality: Quality): string {
  return [summary(quality), parts(quality), gaps(quality), violations(quality)].join('\n');
}

function summary(quality: Quality): string {
  const { symbol, timeframe, version, first, last, bars, score } = quality;
  return table(
    ['quality of', symbol],
    [
      ['timeframe', timeframe],
      ['version', String(version)],
      ['first', first ?? '-'],
      ['last', last ?? '-'],
      ['bars', String(bars)],
      ['sessions', quality.session_zone ?? 'always open'],
      ['score', score === null ? '-' : String(score)],
    ],
  );
}

function parts(quality: Quality): string {
  const found = findings(quality);
  const rows = Object.entries(quality.weights).map(([part, weight]) => [
    part,
    quality.parts?.[part] ?? '-',
    weight,
    found[part] ?? '',
  ]);
  return table(['part of the score', '0 to 100', 'weight', 'found'], rows);
}

function findings(quality: Quality): Record<string, string> {
  const { gaps: missing, violations: broken, spikes, stale, duplicates, zero_volume } = quality;
  const share = (missing.missing_share * 100).toFixed(2);
  const first = spikes.times.slice(0, MOST_SPIKES).join(', ');
  const longest = stale.longest_from
    ? `; the longest, ${stale.longest}, from ${stale.longest_from}`
    : '';
  return {
    completeness: `${missing.missing_bars} bars missing, ${share} %; ${quality.closed_days} closed days`,
    violations: `${broken.stored} stored bars, ${broken.rejected} rows that imports left out`,
    spikes: `${spikes.returning} that came back${first && ` (${first})`}, ${spikes.level_jumps} jumps that stayed`,
    stale: `${stale.bars} bars in ${stale.runs} runs${longest}`,
    duplicates: `${duplicates} rows of files; ${quality.out_of_order} out of order`,
    zero_volume: `${zero_volume} bars`,
  };
}

function gaps({ gaps: { count, items } }: Quality): string {
  if (count === 0) return 'No gaps.\n';
  const listed = items.slice(0, MOST_GAPS);
  const rows = listed.map(({ from, to, missing_bars }) => [from, to, missing_bars]);
  const more = count - listed.length;
  const rest = more > 0 ? `and ${more} more, none of them longer; --json lists them\n` : '';
  return `Gaps: ${count}, the longest first.\n${table(['from', 'to', 'missing'], rows)}${rest}`;
}

function violations({ violations: { stored, reasons } }: Quality): string {
  const rows = Object.entries(reasons).toSorted(([, a], [, b]) => b - a);
  if (rows.length > 0) {
    return `Rows that imports left out, by reason.\n${table(['reason', 'rows'], rows)}`;
  }
  return stored > 0 ? 'Imports left out no rows.\n' : 'No violations.\n';
}
