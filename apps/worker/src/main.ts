import { runProcess } from '@app/platform';
import { watchEventLoop } from './watchdog.js';
import { createWorker } from './worker.js';

watchEventLoop();
await runProcess('worker', createWorker);
