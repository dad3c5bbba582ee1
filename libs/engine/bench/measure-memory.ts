import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Figure } from './report.js';

const ENTRY = new URL('./memory.js', import.meta.url);
// Young space so large that nothing is collected while it is counted.
const COUNTING = ['--max-semi-space-size=256', '--min-semi-space-size=256'];

/** What one run adds to a process that holds 525,600 bars, and what a bar without an order allocates on the heap. */
export async function measureMemory(): Promise<Figure[]> {
  const added = await measured('run', ['--expose-gc']);
  const perBar = await measured('bars', COUNTING);
  return [
    { name: 'memory above the bars of one run', value: added, unit: 'MB', most: 60 },
    { name: 'heap allocated by a bar without an order', value: perBar, unit: 'bytes', most: 0.1 },
  ];
}

async function measured(what: string, execArgv: string[]): Promise<number> {
  const child = fork(ENTRY, [what], { execArgv });
  const [value] = (await once(child, 'message')) as [number];
  return value;
}
