import { existsSync, readFileSync } from 'node:fs';
import { defineStrategy } from '../src/index.js';
import { makeBars } from './bars.js';
import { flip } from './jobs.js';
import { letInline } from './inlining.js';
import { run } from './measure-run.js';

const MEGABYTE = 1_048_576;
const FROM = 100_000;
const TO = 500_000;

// Runs in a process of its own, so that nothing else has used memory.
letInline();
process.send?.(process.argv[2] === 'run' ? addedByRun() : allocatedPerBar());

/** The megabytes that a first run adds, at its height, to a process that holds the bars. */
function addedByRun(): number {
  const bars = makeBars(525_600);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  run(flip, bars);
  return (peak() - before) / MEGABYTE;
}

// What `resourceUsage` calls the maximum counts the process that this one was forked from.
function peak(): number {
  const status = '/proc/self/status';
  const found = existsSync(status) && /VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'));
  return found ? Number(found[1]) * 1024 : process.resourceUsage().maxRSS * 1024;
}

/** The bytes by which the heap grows with each bar on which a strategy looks at its series and orders nothing. */
function allocatedPerBar(): number {
  let used = 0;
  let grown = 0;
  const idle = defineStrategy({
    name: 'idle',
    init: ({ bars, indicator }) => ({ mean: indicator.sma(bars.close, 30), above: 0 }),
    next(state, { bars, crossover, position, index }) {
      if (bars.close.now > state.mean.now) state.above++;
      if (crossover(bars.close, state.mean) && position.size > 0) position.close();
      if (index === FROM) used = process.memoryUsage().heapUsed;
      if (index === TO) grown = process.memoryUsage().heapUsed - used;
    },
  });
  const bars = makeBars(525_600);
  // The code that counts is that which V8 settles on.
  for (let k = 0; k < 10; k++) run(idle, bars);
  return grown / (TO - FROM);
}
