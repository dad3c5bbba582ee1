import { parentPort } from 'node:worker_threads';

/** Is what a thread says: that it is there, or what came of its task. */
export type ThreadMessage<Answer> =
  { ready: true } | { answer: Answer } | { thrown: { message: string; stack?: string } };

/** Answers each task that comes to this thread, once it has said that it is ready. */
export function answer<Task, Answer>(work: (task: Task) => Answer): void {
  const say = (message: ThreadMessage<Answer>) => parentPort?.postMessage(message, []);
  parentPort?.on('message', (task: Task) => {
    try {
      say({ answer: work(task) });
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      say({ thrown: { message, stack } });
    }
  });
  say({ ready: true });
}
