import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Bars } from '../src/index.js';

/** The program of a fresh thread or process. */
export const ENTRY = new URL('./thread.js', import.meta.url);

/** Starts a fresh thread over some bars. */
export function startThread(bars: Bars): Worker {
  return new Worker(ENTRY, { workerData: { bars } });
}

/** Has a thread do something, and returns how many milliseconds that took in it. */
export async function ask(worker: Worker, task: object): Promise<number> {
  const answer = once(worker, 'message');
  worker.postMessage(task, []);
  const [took] = (await answer) as [number];
  return took;
}
