import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Starts a process that does tasks, with so much memory and nothing of this one's environment; it keeps this one from
 * no end. Not a thread: V8 aborts the whole process where an isolate asks for too much at once, and a thread that is
 * in an isolate of its own cannot be ended from outside.
 */
export function startTaskProcess(entry: URL, memoryMb: number): ChildProcess {
  const child = fork(fileURLToPath(entry), {
    // A young generation of V8's own choice would hold a hundred megabytes of garbage.
    execArgv: ['--no-node-snapshot', '--max-semi-space-size=4', `--max-old-space-size=${memoryMb}`],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('error', () => undefined);
  child.unref();
  child.channel?.unref();
  return child;
}
