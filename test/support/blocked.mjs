// A process whose event loop stands still for ever, once it said so.
import { writeSync } from 'node:fs';
import { watchEventLoop } from '../../dist/apps/worker/src/watchdog.js';

watchEventLoop(1000);
setTimeout(() => {
  writeSync(1, 'still\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}, 1500);
