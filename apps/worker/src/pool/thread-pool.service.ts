import { setFlagsFromString } from 'node:v8';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import {
  type LookbackOutcome,
  type LookbackTask,
  RunControl,
  RunPool,
  type RunOutcome,
  type RunTask,
  type SweepTask,
} from '@app/backtest';
import type { SweepResult } from '@app/engine';
import { settings, type Settings } from '@app/platform';
import { Losses, type LossesHeard } from './losses.js';

type Threads = Piscina<
  RunTask | LookbackTask | SweepTask,
  RunOutcome | LookbackOutcome | SweepResult
>;

const RUNS_BEFORE_REPLACEMENT = 1000;
// A thread that has nothing to do for a moment keeps its compiled code; a fresh one takes several times as long for its first run.
const IDLE_MS = 60_000;

// A process is started with a small young space, or an import leaves a hundred megabytes of garbage there; runs were a fifth slower in it. A thread gets what is set when it starts.
const USUAL_YOUNG_SPACE = '--max-semi-space-size=0';

/** Executes runs in WORKER_THREADS threads, which are replaced after 1,000 runs or slices; an aborted run's thread is ended. */
@Injectable()
export class ThreadPool extends RunPool implements OnApplicationShutdown {
  private threads: Threads;
  private runs = 0;
  private readonly retiring = new Set<Promise<void>>();
  private readonly losses = new Losses({
    some: () => this.lossesHeard?.some(),
    tooMuch: () => this.lossesHeard?.tooMuch(),
  });

  constructor(@Inject(settings.KEY) private readonly settings: Settings) {
    super();
    this.threads = this.start();
  }

  run(task: RunTask, signal: AbortSignal): Promise<RunOutcome> {
    this.count();
    return this.watched(task, this.threads.run(task, { signal }) as Promise<RunOutcome>);
  }

  lookback(task: LookbackTask, signal: AbortSignal): Promise<LookbackOutcome> {
    const outcome = this.threads.run(task, { signal, name: 'lookback' });
    return this.watched(task, outcome as Promise<LookbackOutcome>);
  }

  sweep(task: SweepTask, signal: AbortSignal): Promise<SweepResult> {
    this.count();
    return this.threads.run(task, { signal, name: 'executeSweep' }) as Promise<SweepResult>;
  }

  /** Hears of what user code left behind that only the end of the process takes away. */
  lossesHeard: LossesHeard | null = null;

  get width(): number {
    return this.settings.WORKER_THREADS;
  }

  /** Counts the threads that live. */
  get size(): number {
    return this.threads.threads.length;
  }

  async onApplicationShutdown(): Promise<void> {
    // What is left behind can be neither ended nor waited for, as an exit would; by now every run was given back.
    if (this.losses.isAny) process.kill(process.pid, 'SIGKILL');
    await this.threads.destroy();
    await Promise.all(this.retiring);
  }

  private start(): Threads {
    setFlagsFromString(USUAL_YOUNG_SPACE);
    return new Piscina({
      filename: new URL('./run-thread.js', import.meta.url).href,
      minThreads: 1,
      maxThreads: this.settings.WORKER_THREADS,
      idleTimeout: IDLE_MS,
    });
  }

  private async watched<T extends RunOutcome | LookbackOutcome>(
    { control }: RunTask | LookbackTask,
    outcome: Promise<T>,
  ): Promise<T> {
    try {
      const known = await outcome;
      if ('kind' in known && known.kind === 'failed') this.losses.addIsolates(known.lost);
      return known;
    } catch (error) {
      if (new RunControl(control).isStuck) this.losses.addThread();
      throw error;
    }
  }

  private count(): void {
    if (++this.runs % RUNS_BEFORE_REPLACEMENT === 0) this.replace();
  }

  // The old threads finish what they execute; whatever leaked in them goes with them.
  private replace(): void {
    const closing = this.threads.close().finally(() => this.retiring.delete(closing));
    this.retiring.add(closing);
    this.threads = this.start();
  }
}
