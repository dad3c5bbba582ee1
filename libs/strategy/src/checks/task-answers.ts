/** Is what a process that does tasks says: that it is there, or what came of a task. */
export type TaskMessage<Answer> =
  { ready: true } | { answer: Answer } | { thrown: { message: string; stack?: string } };

/** Answers each task that is sent to this process, once it has said that it is ready; it ends with the one that sends them. */
export function answer<Task, Answer>(work: (task: Task) => Answer | Promise<Answer>): void {
  const say = (message: TaskMessage<Answer>) => process.send?.(message);
  process.on('message', async (task: Task) => {
    try {
      say({ answer: await work(task) });
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      say({ thrown: { message, stack } });
    }
  });
  process.once('disconnect', () => process.exit());
  say({ ready: true });
}
