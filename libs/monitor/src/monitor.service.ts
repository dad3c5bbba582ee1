import { Injectable } from '@nestjs/common';
import { BacktestService } from '@app/backtest';
import { type GaugeName, ProcessMeter } from './process-meter.js';
import { ProcessRepository } from './process.repository.js';
import { QueueService } from './queue.service.js';
import { SampleRepository } from './sample.repository.js';
import {
  processView,
  type ProcessView,
  runCounts,
  type RunCounts,
  type SystemFigures,
  type SystemMetrics,
  totalsOf,
} from './system-metrics.js';

const SAMPLE_SECONDS = 10;
const MOST_SAMPLES = 720;
const SECONDS_PER_MINUTE = 60;
const RUNS_FRESH_MS = 5000;

/** Tells how the whole system does: now, in the last day, and process by process. */
@Injectable()
export class MonitorService {
  private counted: RunCounts | undefined;
  private countedAtMs = 0;

  constructor(
    private readonly meter: ProcessMeter,
    private readonly processes: ProcessRepository,
    private readonly samples: SampleRepository,
    private readonly backtests: BacktestService,
    private readonly queues: QueueService,
  ) {}

  /** Reports a figure of this process, read at each heartbeat. */
  gauge(name: GaugeName, read: () => number): void {
    this.meter.gauge(name, read);
  }

  /** Returns the figures of this moment with every living process. */
  async metrics(): Promise<SystemMetrics> {
    const [all, runs, queues] = await Promise.all([
      this.processes.list(),
      this.runs(),
      this.queues.counts().catch(() => null),
    ]);
    const processes = all.filter(({ alive }) => alive).map(processView);
    const timestamp = new Date().toISOString();
    return { timestamp, totals: totalsOf(processes), queues, runs, processes };
  }

  /** Returns at most 720 samples of the last `minutes` (1 to 1440), oldest first. */
  async history(minutes: number): Promise<SystemFigures[]> {
    // Minutes that start amid a stretch touch one more of them.
    const seconds = (minutes * SECONDS_PER_MINUTE) / (MOST_SAMPLES - 1);
    const step = Math.max(1, Math.ceil(seconds / SAMPLE_SECONDS)) * SAMPLE_SECONDS;
    const rows = await this.samples.recent(minutes, step);
    return rows.map(({ sampledAt, metrics }) => ({
      ...(metrics as Omit<SystemFigures, 'timestamp'>),
      timestamp: sampledAt.toISOString(),
    }));
  }

  /** Returns every worker that was heard of in the last day. */
  async workers(): Promise<ProcessView[]> {
    const all = await this.processes.list();
    return all.filter(({ kind }) => kind === 'worker').map(processView);
  }

  /** Stores the figures of this moment, unless another process did so in these 10 s. */
  async sample(): Promise<void> {
    if (!(await this.samples.isDue(SAMPLE_SECONDS))) return;
    const { totals, queues, runs } = await this.metrics();
    await this.samples.add(SAMPLE_SECONDS, { totals, queues, runs });
  }

  /** Removes what is a day old, silent processes and samples, and returns how many. */
  async cleanUp(): Promise<number> {
    return (await this.processes.removeSilent()) + (await this.samples.removeOld());
  }

  // Counting reads an entry for every run that was ever made, so that an answer is kept for a while.
  private async runs(): Promise<RunCounts> {
    const nowMs = performance.now();
    if (this.counted && nowMs - this.countedAtMs < RUNS_FRESH_MS) return this.counted;
    this.counted = runCounts(await this.backtests.countByState());
    this.countedAtMs = nowMs;
    return this.counted;
  }
}
