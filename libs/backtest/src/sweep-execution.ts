import { setTimeout as delay } from 'node:timers/promises';
import type { SweepResult } from '@app/engine';
import { GRACE_MS, RunControl } from './run-control.js';
import type { RunPool, SweepTask } from './run-task.js';
import { cutSlices } from './sweep-slices.js';

/** Asks for many runs of one strategy over the same bars, one for each set of params; columns are shared memory. */
export type SweepRequest = Omit<SweepTask, 'control'>;

/** Is a row of numbers for each set, in the order given. */
export interface SweepOutcome {
  /** Whether it was stopped before every set had run. */
  stopped: boolean;
  /** The statistics asked for: the columns of a row. */
  names: readonly string[];
  /** Row after row; NaN where a statistic is null, and for a set that failed or did not run. */
  values: Float64Array;
  /** The message of each set that failed. */
  errors: (string | null)[];
  /** Whether each set has run, to its end or to its failure. */
  done: boolean[];
}

interface Slice {
  indexes: number[];
  control: RunControl;
}

/** Sees one sweep to its end: hands its slices to the threads of the pool and puts the rows in the order given. */
export class SweepExecution {
  private readonly slices: Slice[];
  private readonly threads = new AbortController();
  private readonly outcome: Omit<SweepOutcome, 'stopped'>;
  private stopping = false;

  constructor(
    private readonly request: SweepRequest,
    private readonly pool: RunPool,
  ) {
    const { sets, statistics, data } = request;
    const bars = data.reduce((sum, each) => sum + each.bars.time.length, 0);
    this.slices = cutSlices(sets, bars, pool.width).map((indexes) => ({
      indexes,
      control: new RunControl(),
    }));
    this.outcome = {
      names: statistics,
      values: new Float64Array(sets.length * statistics.length).fill(Number.NaN),
      errors: sets.map(() => null),
      done: sets.map(() => false),
    };
  }

  /** The share of the sets that are done, 0 to 1. */
  get progress(): number {
    let done = 0;
    for (const { indexes, control } of this.slices) done += indexes.length * control.progress;
    return done / Math.max(this.request.sets.length, 1);
  }

  /** Runs to the end; rejects with a RangeError for what fits no set, or when a thread dies by itself. */
  async toEnd(): Promise<SweepOutcome> {
    // Each lane takes a slice when it has done one, so that runs of others wait for a slice and not for the sweep.
    const waiting = this.slices.values();
    const lanes = Array.from({ length: this.pool.width }, () => this.work(waiting));
    for (const lane of await Promise.allSettled(lanes)) {
      if (lane.status === 'rejected') throw lane.reason;
    }
    return { ...this.outcome, stopped: this.outcome.done.includes(false) };
  }

  /** Asks the threads to stop after the set that they are at, and terminates those that do not in time. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const { control } of this.slices) control.cancel();
    await delay(GRACE_MS, undefined, { ref: false });
    this.threads.abort();
  }

  private async work(waiting: Iterable<Slice>): Promise<void> {
    for (const slice of waiting) {
      if (this.stopping) return;
      try {
        this.gather(slice, await this.inThread(slice));
      } catch (error) {
        if (this.stopping) return;
        void this.stop();
        throw error;
      }
    }
  }

  private inThread({ indexes, control }: Slice): Promise<SweepResult> {
    const sets = indexes.map((k) => this.request.sets[k] ?? {});
    const task = { ...this.request, sets, control: control.memory };
    return this.pool.sweep(task, this.threads.signal);
  }

  private gather({ indexes }: Slice, result: SweepResult): void {
    const { names, values, errors, done } = this.outcome;
    const width = names.length;
    for (const [at, k] of indexes.slice(0, result.done).entries()) {
      values.set(result.values.subarray(at * width, (at + 1) * width), k * width);
      errors[k] = result.errors[at] ?? null;
      done[k] = true;
    }
  }
}
