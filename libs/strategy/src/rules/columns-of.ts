import { isRecord } from './findings.js';
import type { Rules } from './rules.js';
import { entryOf } from './series-names.js';
import { columnName } from './words.js';

/** Counts the columns, each as long as the bars, that the series of rules fill for each symbol. */
export function columnsOf({ series = {} }: Rules): number {
  const counts = Object.values(series).map((each) => entryOf(each)?.outputs.length ?? 0);
  return counts.reduce((total, count) => total + count, 0);
}

/** Lists the timeframes that rules name. */
export function timeframesOf(rules: Rules): string[] {
  const named = new Set(rules.exit?.end_of_day === true ? ['1d'] : []);
  for (const { timeframe } of Object.values(rules.series ?? {})) {
    if (timeframe !== undefined) named.add(timeframe);
  }
  for (const text of textsIn(rules)) {
    const timeframe = columnName(text)?.timeframe;
    if (timeframe) named.add(timeframe);
  }
  return [...named];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((each) => textsIn(each));
  return isRecord(value) ? Object.values(value).flatMap((each) => textsIn(each)) : [];
}
