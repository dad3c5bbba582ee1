import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Bars } from '../src/index.js';
import { makeBars } from './bars.js';
import type { Figure } from './report.js';
import { ask, ENTRY, startThread } from './threads.js';
import { median } from './timing.js';

/** The first run of a fresh thread against the limit's first, and what two threads gain for a sweep against what two processes gain for the limit. */
export async function measureThreads(): Promise<Figure[]> {
  const bars = makeBars(525_600);
  const engine: number[] = [];
  const limit: number[] = [];
  for (let round = 0; round < 5; round++) {
    limit.push(await firstIn(bars, 'limit'));
    engine.push(await firstIn(bars, 'engine'));
  }
  const first = median(engine) / median(limit);
  const threads = await gainOfThreads(makeBars(100_000));
  const processes = await gainOfProcesses();
  return [
    {
      name: 'first run in a fresh thread / first limit',
      value: first,
      unit: '×',
      most: 10,
      note: `${median(engine).toFixed(0)} and ${median(limit).toFixed(0)} ms`,
    },
    {
      name: 'gain of two threads / gain of two processes of limit',
      value: threads / processes,
      unit: '×',
      least: 0.85,
      note: `${threads.toFixed(2)} and ${processes.toFixed(2)}`,
    },
  ];
}

async function firstIn(bars: Bars, what: 'engine' | 'limit'): Promise<number> {
  const worker = startThread(bars);
  const took = await ask(worker, { kind: 'first', what });
  await worker.terminate();
  return took;
}

async function gainOfThreads(bars: Bars): Promise<number> {
  const workers = [startThread(bars), startThread(bars)];
  // Both threads meet the code before it is timed.
  await Promise.all(workers.map((worker) => ask(worker, share(0, 20))));
  const alone: number[] = [];
  const together: number[] = [];
  for (let round = 0; round < 3; round++) {
    alone.push(await ask(workers[0], share(0, 500)));
    const start = performance.now();
    await Promise.all([ask(workers[0], share(0, 250)), ask(workers[1], share(250, 500))]);
    together.push(performance.now() - start);
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  return median(alone) / median(together);
}

function share(from: number, to: number): object {
  return { kind: 'share', what: 'engine', from, to };
}

async function gainOfProcesses(): Promise<number> {
  const alone: number[] = [];
  const together: number[] = [];
  for (let round = 0; round < 3; round++) {
    alone.push(Math.max(...(await limitProcesses([[0, 500]]))));
    together.push(
      Math.max(
        ...(await limitProcesses([
          [0, 250],
          [250, 500],
        ])),
      ),
    );
  }
  return median(alone) / median(together);
}

async function limitProcesses(shares: readonly [number, number][]): Promise<number[]> {
  const processes = shares.map((share) => fork(ENTRY, share.map(String)));
  await Promise.all(processes.map((each) => message(each)));
  const answers = processes.map((each) => message(each));
  for (const each of processes) each.send('go');
  return (await Promise.all(answers)).map(Number);
}

async function message(from: ChildProcess): Promise<unknown> {
  const [value] = (await once(from, 'message')) as [unknown];
  return value;
}
