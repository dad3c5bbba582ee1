import { runProcess } from '@app/platform';
import { createWorker } from './worker.js';

await runProcess('worker', createWorker);
