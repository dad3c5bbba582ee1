import { describe, expect, it } from '@jest/globals';
import { type ProcessView, runCounts, totalsOf } from './system-metrics.js';

const process = (kind: string, host: string, metrics: Record<string, number>): ProcessView => ({
  id: '',
  kind,
  host,
  pid: 1,
  version: '',
  alive: true,
  started_at: '',
  heartbeat_at: '',
  metrics,
});

describe('the totals of the system', () => {
  it('sum up what processes have and take the slowest event loop', () => {
    const totals = totalsOf([
      process('api', 'a', { rss_bytes: 100, sockets: 2, event_loop_lag_p99_ms: 4 }),
      process('worker', 'a', { rss_bytes: 50, threads_total: 4, threads_busy: 3 }),
      process('worker', 'b', { rss_bytes: 50, event_loop_lag_p99_ms: 9 }),
    ]);
    expect(totals).toMatchObject({
      apis: 1,
      workers: 2,
      rss_bytes: 200,
      sockets: 2,
      threads_total: 4,
      threads_busy: 3,
      event_loop_lag_p99_ms: 9,
    });
  });

  it('weigh the processor by the cores of each host, which its processes share', () => {
    const totals = totalsOf([
      process('api', 'small', { cpu_share: 0.25, cores: 2 }),
      process('worker', 'small', { cpu_share: 0.75, cores: 2 }),
      process('worker', 'large', { cpu_share: 0, cores: 6 }),
    ]);
    expect(totals.cpu_share).toBe(0.25);
  });

  it('are zero where nothing lives', () => {
    expect(totalsOf([])).toMatchObject({ apis: 0, cpu_share: 0, event_loop_lag_p99_ms: 0 });
  });

  it('name every state of runs', () => {
    expect(runCounts({ RUNNING: 2 })).toEqual({
      PENDING: 0,
      RUNNING: 2,
      COMPLETED: 0,
      FAILED: 0,
      STOPPED: 0,
    });
  });
});
