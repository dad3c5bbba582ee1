import { Worker } from 'node:worker_threads';

// A worker whose event loop stands still for twice its lease holds nothing any more.
const LIMIT_MS = 30_000;
const LOOKS = 6;

/** Ends this process by force when its event loop stands still for so many milliseconds: V8 may stop a thread of user code in the middle of taking memory, for which all others then wait for ever. */
export function watchEventLoop(limitMs = LIMIT_MS): void {
  const cell = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const beats = new Int32Array(cell);
  const lookMs = limitMs / LOOKS;
  setInterval(() => Atomics.add(beats, 0, 1), lookMs / 2).unref();
  const entry = new URL('./watchdog-thread.js', import.meta.url);
  new Worker(entry, { workerData: { cell, lookMs, looks: LOOKS } }).unref();
}
