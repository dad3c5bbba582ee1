import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import type { ThreadMessage } from './thread-answers.js';

/** A task took longer than it may; its thread was ended. */
export class ThreadOutOfTime extends Error {}

/** A task took more memory than its thread may have; the thread was ended. */
export class ThreadOutOfMemory extends Error {}

const START_LIMIT_MS = 60_000;
const IDLE_MS = 300_000;

/** Does one task at a time in a thread of its own, which is ended when a task takes too long or too much memory, or when it had nothing to do for five minutes; the next task has a new one. */
export class GuardedThread<Task, Answer> {
  private worker: Promise<Worker> | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly entry: URL,
    private readonly limits: ResourceLimits,
  ) {}

  /** Does a task, whose time counts from when the thread begins with it; throws ThreadOutOfTime, ThreadOutOfMemory, or an Error for what the task threw. */
  run(task: Task, limitMs: number): Promise<Answer> {
    const answer = this.turn.then(() => this.doTask(task, limitMs));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  /** Ends the thread, which is not waited for: it may be in a call that ends by its own limit. */
  async close(): Promise<void> {
    clearTimeout(this.idle);
    const worker = await this.worker?.catch(() => undefined);
    this.worker = undefined;
    void worker?.terminate();
  }

  private async doTask(task: Task, limitMs: number): Promise<Answer> {
    clearTimeout(this.idle);
    this.worker ??= this.start();
    try {
      const worker = await this.worker;
      const answered = nextMessage<Answer>(worker, limitMs);
      worker.postMessage(task, []);
      const message = await answered;
      if ('answer' in message) return message.answer;
      throw new TaskError('thrown' in message ? message.thrown : { message: 'It said nothing.' });
    } catch (error) {
      if (!(error instanceof TaskError)) await this.close();
      throw error;
    } finally {
      this.idle = setTimeout(() => void this.close(), IDLE_MS).unref();
    }
  }

  private async start(): Promise<Worker> {
    const worker = new Worker(this.entry, { resourceLimits: this.limits });
    worker.on('error', () => undefined);
    worker.on('exit', () => (this.worker = undefined));
    await nextMessage(worker, START_LIMIT_MS);
    return worker;
  }
}

/** Is what a task threw in its thread, which goes on. */
class TaskError extends Error {
  constructor({ message, stack }: { message: string; stack?: string }) {
    super(message);
    if (stack !== undefined) this.stack = stack;
  }
}

async function nextMessage<Answer>(
  worker: Worker,
  limitMs: number,
): Promise<ThreadMessage<Answer>> {
  const done = new AbortController();
  const { signal } = done;
  try {
    return await Promise.race([
      once(worker, 'message', { signal }).then(([message]) => message as ThreadMessage<Answer>),
      once(worker, 'exit', { signal }).then(() => Promise.reject(new Error('The thread ended.'))),
      delay(limitMs, undefined, { signal }).then(() => Promise.reject(new ThreadOutOfTime())),
    ]);
  } catch (error) {
    const isMemory = error instanceof Error && 'code' in error && error.code === OUT_OF_MEMORY;
    throw isMemory ? new ThreadOutOfMemory() : error;
  } finally {
    done.abort();
  }
}

const OUT_OF_MEMORY = 'ERR_WORKER_OUT_OF_MEMORY';
