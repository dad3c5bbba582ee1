import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { ReadyMessage } from '../run-process.js';

/** Describes a process that a launcher keeps running. */
export interface ChildOptions {
  name: string;
  entry: string;
  env: NodeJS.ProcessEnv;
  log(line: string): void;
  /** Hears of every new process. */
  onSpawn(): void;
}

/** Tells that a child ended before it was ready; a child that ended with code 1 has said why in its own line. */
export class ChildFailed extends Error {
  override name = 'ChildFailed';
  readonly told: boolean;

  constructor(name: string, code: number | null, signal: NodeJS.Signals | null) {
    super(`The ${name} did not start: ${howItEnded(code, signal)}.`);
    this.told = code === 1;
  }
}

// A young generation of the usual size, three times 32 MB, is garbage that waits while a file streams through.
const NODE_FLAGS = ['--no-node-snapshot', '--max-semi-space-size=4'];
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
const STEADY_MS = 30_000;

/** Runs one child process and starts it again, later and later, whenever it ends. */
export class SupervisedChild {
  private readonly firstReady = Promise.withResolvers<ReadyMessage>();
  private child: ChildProcess | undefined;
  private timer: NodeJS.Timeout | undefined;
  private wasReady = false;
  private stopping = false;
  private falls = 0;

  constructor(private readonly options: ChildOptions) {
    this.firstReady.promise.catch(() => undefined);
  }

  /** Is the id of the process that runs now. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts the child and resolves when it is ready for the first time; rejects with ChildFailed when it ends before. */
  start(): Promise<ReadyMessage> {
    this.spawn();
    return this.firstReady.promise;
  }

  /** Ends the child for good: it is asked to drain and, after `graceMs`, killed. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    const child = this.child;
    if (!child) return;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await exit;
    clearTimeout(impatience);
  }

  private spawn(): void {
    const { entry, env } = this.options;
    const child = fork(entry, [], {
      env,
      execArgv: NODE_FLAGS,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const startedAt = Date.now();
    this.child = child;
    child.on('message', (message) => {
      this.wasReady = true;
      this.firstReady.resolve(message as ReadyMessage);
    });
    child.on('error', (error) => this.options.log(`${this.options.name}: ${error.message}`));
    child.once('exit', (code, signal) => {
      this.child = undefined;
      this.ended(code, signal, Date.now() - startedAt);
    });
    this.options.onSpawn();
  }

  private ended(code: number | null, signal: NodeJS.Signals | null, lifeMs: number): void {
    const { name, log } = this.options;
    if (!this.wasReady) this.firstReady.reject(new ChildFailed(name, code, signal));
    if (this.stopping || !this.wasReady) return;
    this.falls = lifeMs < STEADY_MS ? this.falls + 1 : 1;
    const delayMs = Math.min(FIRST_DELAY_MS * 2 ** (this.falls - 1), LONGEST_DELAY_MS);
    log(`The ${name} ended (${howItEnded(code, signal)}); it starts again in ${delayMs / 1000} s.`);
    this.timer = setTimeout(() => this.spawn(), delayMs);
  }
}

function howItEnded(code: number | null, signal: NodeJS.Signals | null): string {
  return signal ? `signal ${signal}` : `exit code ${code}`;
}
