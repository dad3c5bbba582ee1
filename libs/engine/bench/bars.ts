import type { Bars } from '../src/index.js';

/** Seeded bars of one minute each on shared memory, the same as those of the limit's own program (mulberry32, sums of four uniforms). */
export function makeBars(length: number, seed = 12_345): Bars {
  const uniform = mulberry32(seed);
  const column = () => new Float64Array(new SharedArrayBuffer(length * 8));
  const bars = {
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let price = 100;
  for (let i = 0; i < length; i++) {
    bars.open[i] = price;
    price *= 1 + (uniform() + uniform() + uniform() + uniform() - 2) * 1.7 * 6e-4;
    bars.close[i] = price;
    bars.high[i] = Math.max(bars.open[i], price) * (1 + uniform() * 3e-4);
    bars.low[i] = Math.min(bars.open[i], price) * (1 - uniform() * 3e-4);
    bars.volume[i] = Math.floor(100 + uniform() * 900);
    bars.time[i] = 1_577_836_800_000 + i * 60_000;
  }
  return bars;
}

function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
