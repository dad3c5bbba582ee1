import { Inject, Injectable } from '@nestjs/common';
import { AppError, within } from '@app/platform';
import { monitorErrors } from './monitor.errors.js';

/** Tells how a queue stands: counts of jobs by state, and whether it is paused. */
export interface QueueCounts {
  name: string;
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
  paused: boolean;
}

/** Is what monitoring needs of a queue. */
export interface MonitoredQueue {
  readonly name: string;
  getJobCounts(): Promise<Record<string, number>>;
  isPaused(): Promise<boolean>;
  pause(): Promise<void>;
  resume(): Promise<void>;
}

/** Injects the queues that are monitored, in the order in which they are listed. */
export const MONITORED_QUEUES = Symbol('MONITORED_QUEUES');

const ANSWER_LIMIT_MS = 2000;

/** Watches and pauses queues; what the queue does not answer in 2 s throws. */
@Injectable()
export class QueueService {
  private asking: Promise<QueueCounts[]> | undefined;

  constructor(@Inject(MONITORED_QUEUES) private readonly queues: MonitoredQueue[]) {}

  /** Counts the jobs of every queue; those who ask at the same time share one answer. */
  counts(): Promise<QueueCounts[]> {
    // While Redis is away its commands wait for it, so there must never be more than one of these.
    this.asking ??= Promise.all(this.queues.map((queue) => countsOf(queue))).finally(() => {
      this.asking = undefined;
    });
    return within(ANSWER_LIMIT_MS, this.asking);
  }

  /** Says whether the queue answers. */
  async isReady(): Promise<boolean> {
    return this.counts().then(
      () => true,
      () => false,
    );
  }

  /** Pauses a queue: jobs that run go on, none starts; throws `monitor/queue-not-found`. */
  async pause(name: string): Promise<QueueCounts> {
    const queue = this.find(name);
    await within(ANSWER_LIMIT_MS, queue.pause());
    return within(ANSWER_LIMIT_MS, countsOf(queue));
  }

  /** Lets a paused queue go on; throws `monitor/queue-not-found`. */
  async resume(name: string): Promise<QueueCounts> {
    const queue = this.find(name);
    await within(ANSWER_LIMIT_MS, queue.resume());
    return within(ANSWER_LIMIT_MS, countsOf(queue));
  }

  private find(name: string): MonitoredQueue {
    const queue = this.queues.find((queue) => queue.name === name);
    if (queue) return queue;
    const names = this.queues.map((known) => known.name).join(', ');
    throw new AppError(monitorErrors['monitor/queue-not-found'], { values: { name, names } });
  }
}

async function countsOf(queue: MonitoredQueue): Promise<QueueCounts> {
  const [counts, paused] = await Promise.all([queue.getJobCounts(), queue.isPaused()]);
  const sum = (...states: string[]) => states.reduce((n, state) => n + (counts[state] ?? 0), 0);
  return {
    name: queue.name,
    // BullMQ keeps jobs with a priority apart from those without.
    waiting: sum('waiting', 'prioritized', 'waiting-children'),
    active: sum('active'),
    delayed: sum('delayed'),
    failed: sum('failed'),
    paused,
  };
}
