import { Worker } from 'node:worker_threads';

/** Is what a process that does tasks says: that it is there, or what came of a task, and whether it took more memory for it than is to be kept. */
export type TaskMessage<Answer> =
  | { ready: true }
  | { answer: Answer; isLarge: boolean }
  | { thrown: { message: string; stack?: string } };

// V8 gives memory back late, or never to a process that does nothing more.
const MOST_KEPT_BYTES = 768 * 2 ** 20;
const LOOK_MS = 2000;

/** Answers each task that is sent to this process, once it has said that it is ready; it ends with the one that sends them. */
export function answer<Task, Answer>(work: (task: Task) => Answer | Promise<Answer>): void {
  const say = (message: TaskMessage<Answer>) => process.send?.(message);
  process.on('message', async (task: Task) => {
    try {
      const answer = await work(task);
      say({ answer, isLarge: process.memoryUsage.rss() > MOST_KEPT_BYTES });
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      say({ thrown: { message, stack } });
    }
  });
  // An exit in good order waits for the threads of isolates, one of which may never end.
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  endWithParent();
  say({ ready: true });
}

// A thread of its own looks, as this one may stand still in an isolate that broke.
function endWithParent(): void {
  const look = `const parent = process.ppid;
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, ${LOOK_MS});`;
  new Worker(look, { eval: true }).unref();
}
