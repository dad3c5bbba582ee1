import { readFileSync } from 'node:fs';
import type { Bars } from '../src/bars.js';
import { DAY_MS } from '../src/calendar.js';
import { type Timeframe, TIMEFRAMES, timeframeMs } from '../src/timeframe.js';

/** Reads a CSV of `time,Open,High,Low,Close,Volume` (times without a zone are UTC) into bars; throws an Error naming the first bad line. */
export function readBars(path: string): Bars {
  const lines = readFileSync(path, 'utf8').trim().split(/\r?\n/).slice(1);
  const column = () => new Float64Array(lines.length);
  const bars = {
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  lines.forEach((line, i) => {
    const [time, ...values] = line.split(',');
    const stamp = time.length === 10 ? `${time}T00:00:00Z` : `${time.replace(' ', 'T')}Z`;
    bars.time[i] = Date.parse(stamp);
    [bars.open[i], bars.high[i], bars.low[i], bars.close[i], bars.volume[i]] = values.map(Number);
    const broken = [bars.time[i], ...values.slice(0, 5).map(Number)].some(Number.isNaN);
    if (broken) throw new Error(`${path}, line ${i + 2}: ${line}`);
  });
  return bars;
}

/** The timeframe whose length is nearest to the median spacing of the bars. */
export function timeframeOf({ time }: Bars): Timeframe {
  const gaps = Array.from(time.subarray(1), (each, i) => each - time[i]).toSorted((a, b) => a - b);
  const median = gaps[gaps.length >> 1];
  let best: Timeframe = '1d';
  let distance = Infinity;
  for (const timeframe of TIMEFRAMES) {
    const length = timeframeMs(timeframe) ?? 30.44 * DAY_MS;
    if (Math.abs(length - median) >= distance) continue;
    best = timeframe;
    distance = Math.abs(length - median);
  }
  return best;
}
