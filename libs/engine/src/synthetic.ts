import { type Bars, emptyBars } from './bars.js';
import { Random } from './random.js';
import { nextOpenTime, openTimeAt, type Timeframe } from './timeframe.js';

/** Bars of a seeded random walk from a start time on, for trying things where real bars do not matter. */
export function syntheticBars(
  length: number,
  timeframe: Timeframe,
  seed: number,
  startMs = 1_577_836_800_000,
): Bars {
  const bars = emptyBars(length);
  const random = new Random(seed, 'synthetic');
  let time = openTimeAt(startMs, timeframe);
  let price = 100;
  for (let i = 0; i < length; i++) {
    bars.time[i] = time;
    bars.open[i] = price;
    price *= 1 + (random.next() + random.next() - 1) * 0.01;
    bars.close[i] = price;
    bars.high[i] = Math.max(bars.open[i], price) * (1 + random.next() * 0.003);
    bars.low[i] = Math.min(bars.open[i], price) * (1 - random.next() * 0.003);
    bars.volume[i] = Math.floor(100 + random.next() * 900);
    time = nextOpenTime(time, timeframe);
  }
  return bars;
}
