// A process of its own: a whole worker, asked for sweeps of the bars that are stored; writes what came of them.
import { createWorker } from '../../dist/apps/worker/src/worker.js';
import { SweepService } from '../../dist/libs/backtest/src/index.js';
import { BarStore } from '../../dist/libs/kline/src/index.js';

const { symbol, timeframe, startMs, endMs, sets, statistics, config } = JSON.parse(
  process.env.SWEEP,
);
// What hangs is known by the last line that was written.
const stage = (text) => process.stdout.write(`${performance.now().toFixed(0)} ms: ${text}\n`);
stage('starts the worker');
const { app } = await createWorker();
stage('loads the bars');
const { columns: bars } = await app.get(BarStore).load(symbol, timeframe, startMs, endMs);
const request = {
  strategy: 'sma-cross',
  program: null,
  config,
  data: [{ symbol, timeframe, bars }],
  benchmark: undefined,
  statistics,
};
stage('sweeps all sets');
const whole = await app
  .get(SweepService)
  .sweep({ ...request, sets })
  .toEnd();

stage('sweeps until stopped');
const many = Array.from({ length: 200_000 }, (_, k) => ({ fast: 2 + (k % 50), slow: 100 }));
const stopped = app.get(SweepService).sweep({ ...request, sets: many });
const end = stopped.toEnd();
while (stopped.progress === 0) await new Promise((resolve) => setTimeout(resolve, 10));
stage('stops the sweep');
const askedMs = performance.now();
void stopped.stop();
const { stopped: wasStopped, done } = await end;
const stopMs = performance.now() - askedMs;
stage('closes the worker');
await app.close();
stage('is closed');

const answer = {
  rows: Array.from(sets, (_, k) => [
    ...whole.values.subarray(k * statistics.length, (k + 1) * statistics.length),
  ]),
  errors: whole.errors,
  stopped: [whole.stopped, wasStopped],
  ran: done.filter(Boolean).length,
  stopMs,
};
process.stdout.write(`ANSWER ${JSON.stringify(answer)}\n`);
