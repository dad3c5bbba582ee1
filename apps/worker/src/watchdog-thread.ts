import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

type Watched = { cell: SharedArrayBuffer; lookMs: number; looks: number };

const { cell, lookMs, looks } = workerData as Watched;
const beats = new Int32Array(cell);
let seen = 0;
let still = 0;

// It counts its own looks: a process that is stopped as a whole, or a machine that sleeps, is not stuck.
setInterval(() => {
  const beat = Atomics.load(beats, 0);
  still = beat === seen ? still + 1 : 0;
  seen = beat;
  if (still < looks) return;
  writeSync(2, 'worker: its event loop stands still; it ends.\n');
  process.kill(process.pid, 'SIGKILL');
}, lookMs);
