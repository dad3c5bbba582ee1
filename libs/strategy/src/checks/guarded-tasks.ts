import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { TaskMessage } from './task-answers.js';
import { startTaskProcess } from './task-process.js';

/** A task took longer than it may; its process was ended. */
export class OutOfTaskTime extends Error {}

/** A task broke its process, most likely for want of memory. */
export class ProcessBroken extends Error {}

const START_LIMIT_MS = 60_000;
const IDLE_MS = 300_000;

/** Does one task at a time in a process of its own, which is ended when a task takes too long, or when it had nothing to do for five minutes; the next task has a new one. */
export class GuardedTasks<Task extends object, Answer> {
  private process: Promise<ChildProcess> | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly entry: URL,
    private readonly memoryMb: number,
  ) {}

  /** Does a task, whose time counts from when the process begins with it; throws OutOfTaskTime, ProcessBroken, or an Error for what the task threw. */
  run(task: Task, limitMs: number): Promise<Answer> {
    const answer = this.turn.then(() => this.doTask(task, limitMs));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  /** Ends the process. */
  async close(): Promise<void> {
    clearTimeout(this.idle);
    const { process } = this;
    this.process = undefined;
    (await process?.catch(() => undefined))?.kill('SIGKILL');
  }

  private async doTask(task: Task, limitMs: number): Promise<Answer> {
    clearTimeout(this.idle);
    this.process ??= this.start();
    try {
      const process = await this.process;
      const answered = nextMessage<Answer>(process, limitMs);
      process.send(task);
      const message = await answered;
      if ('answer' in message) {
        if (message.isLarge) await this.close();
        return message.answer;
      }
      throw new TaskError('thrown' in message ? message.thrown : { message: 'It said nothing.' });
    } catch (error) {
      if (!(error instanceof TaskError)) await this.close();
      throw error;
    } finally {
      this.idle = setTimeout(() => void this.close(), IDLE_MS).unref();
    }
  }

  private start(): Promise<ChildProcess> {
    const process = startTaskProcess(this.entry, this.memoryMb);
    const started = ready(process);
    // One that breaks between two tasks must not fail the second; the end of an older one is none of its business.
    process.once('exit', () => {
      if (this.process === started) this.process = undefined;
    });
    return started;
  }
}

async function ready(process: ChildProcess): Promise<ChildProcess> {
  try {
    await nextMessage(process, START_LIMIT_MS);
    return process;
  } catch (error) {
    process.kill('SIGKILL');
    throw new Error('The process that does tasks could not be started.', { cause: error });
  }
}

/** Is what a task threw in its process, which goes on. */
class TaskError extends Error {
  constructor({ message, stack }: { message: string; stack?: string }) {
    super(message);
    if (stack !== undefined) this.stack = stack;
  }
}

async function nextMessage<Answer>(
  process: ChildProcess,
  limitMs: number,
): Promise<TaskMessage<Answer>> {
  const done = new AbortController();
  const { signal } = done;
  try {
    return await Promise.race([
      once(process, 'message', { signal }).then(([message]) => message as TaskMessage<Answer>),
      once(process, 'exit', { signal }).then(() => Promise.reject(new ProcessBroken())),
      delay(limitMs, undefined, { signal }).then(() => Promise.reject(new OutOfTaskTime())),
    ]);
  } finally {
    done.abort();
  }
}
