import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DatabaseService } from '@app/platform';

/** Lists the figures that parts of a process report through gauges; they are 0 where nobody reports. */
export const GAUGES = [
  'threads_total',
  'threads_busy',
  'running_jobs',
  'sockets',
  'topics',
] as const;

/** Names one figure of a gauge. */
export type GaugeName = (typeof GAUGES)[number];

// The histogram measures from timer to timer, so this long passes even when nothing lags.
const RESOLUTION_MS = 10;
const NS_PER_MS = 1e6;
const US_PER_MS = 1000;

/** Measures this process: processor, memory, event loop, connections, and what gauges report. */
@Injectable()
export class ProcessMeter implements OnModuleDestroy {
  private readonly gauges = new Map<GaugeName, () => number>();
  private readonly loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private usage = process.cpuUsage();
  private measuredAtMs = performance.now();

  constructor(private readonly database: DatabaseService) {
    this.loop.enable();
  }

  /** Reports a figure by a function that is called at each measurement; a later one of the same name takes its place. */
  gauge(name: GaugeName, read: () => number): void {
    this.gauges.set(name, read);
  }

  /** Measures since the last call: `cpu_share` is of all cores (0 to 1), lags are in milliseconds, memory in bytes. */
  measure(): Record<string, number> {
    const { rss, heapUsed, heapTotal } = process.memoryUsage();
    const { total, idle, waiting } = this.database.connections();
    return {
      cpu_share: this.cpuShare(),
      cores: availableParallelism(),
      rss_bytes: rss,
      heap_used_bytes: heapUsed,
      heap_total_bytes: heapTotal,
      ...this.lags(),
      database_connections: total,
      database_idle: idle,
      database_waiting: waiting,
      ...Object.fromEntries(GAUGES.map((name) => [name, this.gauges.get(name)?.() ?? 0])),
    };
  }

  onModuleDestroy(): void {
    this.loop.disable();
  }

  private cpuShare(): number {
    const [usage, nowMs] = [process.cpuUsage(), performance.now()];
    const busyMs = (usage.user + usage.system - this.usage.user - this.usage.system) / US_PER_MS;
    const shareOfOne = busyMs / Math.max(nowMs - this.measuredAtMs, 1);
    this.usage = usage;
    this.measuredAtMs = nowMs;
    return round(shareOfOne / availableParallelism());
  }

  private lags(): Record<string, number> {
    const lags = {
      event_loop_lag_mean_ms: lagMs(this.loop.mean),
      event_loop_lag_p99_ms: lagMs(this.loop.percentile(99)),
      event_loop_lag_max_ms: lagMs(this.loop.max),
    };
    this.loop.reset();
    return lags;
  }
}

// A histogram that has seen nothing yet holds NaN.
function lagMs(delayNs: number): number {
  return round(Math.max(0, (delayNs || 0) / NS_PER_MS - RESOLUTION_MS));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
