import { type Act, OutOfTime, type Place, placeOf, Sandbox } from '@app/strategy/sandbox';
import { LOCATE_MS, RunControl } from './run-control.js';

const LOOK_MS = 50;
// Well before its thread is ended as well.
const DEAF_MS = 600;
const LEAST_MS = 500;

/** Ends a sandbox in which user code is stuck, or does not hear that it was to stop: a run is asked to stop first. */
export class Guard {
  /** Whether it ended it. */
  hasEnded = false;
  readonly #timer: NodeJS.Timeout;
  readonly #startMs = performance.now();
  #bar = -1;
  #reachedMs = this.#startMs;
  #askedMs: number | null = null;

  constructor(
    private readonly sandbox: Sandbox,
    private readonly control: RunControl,
  ) {
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  leave(): void {
    clearInterval(this.#timer);
  }

  /** Finds where user code got stuck, by doing the same in another sandbox, for about as long as it took to get there: V8 tells where it breaks off a call only if it knew when before. Null where that takes too long, or nothing gets stuck there. */
  async locate<T>(act: Act<T>, memoryMb: number, map: string): Promise<Place | null> {
    const limitMs = Math.ceil(2 * (this.#reachedMs - this.#startMs)) + LEAST_MS;
    if (!this.control.isStuck || limitMs > LOCATE_MS) return null;
    const sandbox = new Sandbox(memoryMb, limitMs);
    const again = new RunControl();
    try {
      await act(sandbox, again.memory);
      return null;
    } catch (error) {
      const isThere = error instanceof OutOfTime && again.bar === this.#bar;
      return isThere ? placeOf(error.userStack, map) : null;
    } finally {
      sandbox.dispose();
    }
  }

  #look(): void {
    const { bar, cancelled, isStuck } = this.control;
    const nowMs = performance.now();
    if (bar !== this.#bar) {
      this.#bar = bar;
      this.#reachedMs = nowMs;
    }
    if (!cancelled) return;
    this.#askedMs ??= nowMs;
    if (!isStuck && nowMs - this.#askedMs < DEAF_MS) return;
    this.hasEnded = true;
    this.sandbox.dispose();
    this.leave();
  }
}
