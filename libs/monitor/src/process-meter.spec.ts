import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseService } from '@app/platform';
import { until } from '../../../test/support/until.js';
import { ProcessMeter } from './process-meter.js';

const database = { connections: () => ({ total: 3, idle: 1, waiting: 0 }) } as DatabaseService;

function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe('the meter of a process', () => {
  let meter: ProcessMeter;

  beforeEach(() => {
    meter = new ProcessMeter(database);
  });

  afterEach(() => meter.onModuleDestroy());

  it('measures memory, processor and connections', () => {
    block(20);
    const { rss_bytes, heap_used_bytes, cpu_share, cores, ...rest } = meter.measure();
    expect(rss_bytes).toBeGreaterThan(heap_used_bytes!);
    expect(cpu_share).toBeGreaterThan(0);
    expect(cpu_share).toBeLessThanOrEqual(1.5);
    expect(cores).toBeGreaterThanOrEqual(1);
    expect(rest).toMatchObject({ database_connections: 3, database_idle: 1, database_waiting: 0 });
  });

  it('tells by how much the event loop lagged since the last measurement', async () => {
    // The first look at the loop may come late, on a busy machine, and a block before it is not seen.
    let lag = 0;
    for (let attempt = 0; attempt < 20 && !(lag > 350); attempt++) {
      await delay(30);
      block(400);
      await delay(30);
      lag = meter.measure().event_loop_lag_max_ms ?? 0;
    }
    expect(lag).toBeGreaterThan(350);
    await until(async () => (meter.measure().event_loop_lag_max_ms ?? Infinity) < 350);
  });

  it('asks gauges at each measurement, and says 0 for those that nobody has', () => {
    let sockets = 1;
    meter.gauge('sockets', () => sockets);
    expect(meter.measure()).toMatchObject({ sockets: 1, threads_total: 0, running_jobs: 0 });
    sockets = 7;
    expect(meter.measure().sockets).toBe(7);
  });
});
