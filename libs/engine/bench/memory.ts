import { defineStrategy } from '../src/index.js';
import { makeBars } from './bars.js';
import { flip } from './jobs.js';
import { letInline } from './inlining.js';
import { run } from './measure-run.js';

const MEGABYTE = 1_048_576;

letInline();

// Runs in a process of its own, so that nothing else has used memory: what a run adds to it, and what quiet bars allocate.
const idle = defineStrategy({
  name: 'idle',
  init: ({ bars, indicator }) => ({ mean: indicator.sma(bars.close, 30), above: 0 }),
  next(state, { bars, crossover, position }) {
    if (bars.close.now > state.mean.now) state.above++;
    if (crossover(bars.close, state.mean) && position.size > 0) position.close();
  },
});

const bars = makeBars(525_600);
const { gc } = globalThis as { gc?: () => void };
gc?.();
const before = process.memoryUsage().rss;
run(flip, bars);
const added = (process.resourceUsage().maxRSS * 1024 - before) / MEGABYTE;

const short = makeBars(100_000);
for (let k = 0; k < 5; k++) {
  run(idle, bars);
  run(idle, short);
}
const perBar = (allocated(() => run(idle, bars)) - allocated(() => run(idle, short))) / 425_600;
process.send?.({ added, perBar });

function allocated(act: () => void): number {
  gc?.();
  const start = process.memoryUsage().heapUsed;
  act();
  return process.memoryUsage().heapUsed - start;
}
