import { existsSync, readFileSync } from 'node:fs';
import type { Bars } from '../src/bars.js';
import { DAY_MS } from '../src/calendar.js';
import { type Timeframe, TIMEFRAMES, timeframeMs } from '../src/timeframe.js';
import { Difference } from './tolerance.js';

const COLUMNS = ['open', 'high', 'low', 'close', 'volume'] as const;

/** Reads a CSV whose first column is the time (UTC without a zone) and whose others are named Open, High, Low, Close and Volume; throws a Difference naming the first bad line. */
export function readBars(path: string): Bars {
  if (!existsSync(path)) throw new Difference(`there is no data file ${path}`);
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = cellsOf(head).map((name) => name.toLowerCase());
  const bars: Bars = { time: new Float64Array(lines.length), ...emptyColumns(lines.length) };
  const at = COLUMNS.map((name) => names.indexOf(name));
  const missing = COLUMNS.find((name, k) => at[k] < 0 && name !== 'volume');
  if (missing !== undefined) throw new Difference(`${path} has no column ${missing}`);
  lines.forEach((line, i) => {
    const cells = cellsOf(line);
    bars.time[i] = timeOf(cells[0]);
    let broken = Number.isNaN(bars.time[i]);
    COLUMNS.forEach((name, k) => {
      const cell = at[k] < 0 ? '0' : cells[at[k]];
      bars[name][i] = cell ? Number(cell) : NaN;
      if (Number.isNaN(bars[name][i])) broken = true;
    });
    if (broken) throw new Difference(`${path}, line ${i + 2}: ${line}`);
  });
  return bars;
}

function emptyColumns(length: number): Omit<Bars, 'time'> {
  const column = () => new Float64Array(length);
  return { open: column(), high: column(), low: column(), close: column(), volume: column() };
}

function cellsOf(line: string): string[] {
  return line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

// A date, or a date and a time with or without seconds, fractions and a zone.
function timeOf(cell: string): number {
  const parts =
    /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:?\d\d)?$/.exec(cell);
  if (parts === null) return NaN;
  const [, date, time = '00:00', zone = 'Z'] = parts;
  return Date.parse(`${date}T${time}${zone}`);
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
