import { parentPort, workerData } from 'node:worker_threads';
import type { Bars } from '../src/index.js';
import { makeBars } from './bars.js';
import { flip } from './jobs.js';
import { limit } from './limit.js';
import { run } from './measure-run.js';
import { limitSets, SETS, sweepSets } from './measure-sweep.js';
import { letInline } from './inlining.js';
import { timed } from './timing.js';

/** What a fresh thread is asked to do. */
export type ThreadTask =
  | { kind: 'first'; what: 'engine' | 'limit'; bars: Bars }
  | { kind: 'share'; what: 'engine' | 'limit'; bars: Bars; from: number; to: number };

/** Times a run or a share of the sweep, the first thing that the thread does. */
function work(task: ThreadTask): number {
  if (task.kind === 'first') {
    return timed(() => (task.what === 'engine' ? run(flip, task.bars) : limit(task.bars)));
  }
  const sets = SETS.slice(task.from, task.to);
  const act = () =>
    task.what === 'engine' ? sweepSets(flip, task.bars, sets) : limitSets(task.bars, sets);
  return timed(act);
}

letInline();
if (parentPort === null) {
  // As a process of its own: `thread.ts FROM TO` runs its share of the limit's sweep.
  const [from, to] = process.argv.slice(2).map(Number);
  const bars = makeBars(100_000);
  limitSets(bars, SETS.slice(from, from + 5));
  process.send?.('ready');
  process.once('message', () => {
    process.send?.(timed(() => limitSets(bars, SETS.slice(from, to))));
    process.disconnect();
  });
} else {
  const port = parentPort;
  const { bars } = workerData as { bars: Bars };
  port.on('message', (task: Omit<ThreadTask, 'bars'>) => {
    port.postMessage(work({ ...task, bars } as ThreadTask));
  });
}
