/** How a host watches a run and ends it early; the engine has no clock, so `now` (any milliseconds) lets it poll evenly when a strategy is slow. */
export type RunControl = {
  progress?(done: number, total: number): void;
  shouldStop?(): boolean;
  now?(): number;
  /** Memory whose first element becomes the number of each bar when the strategy is about to see it: a host that shares it sees from outside where a run stands. */
  readonly pulse?: Int32Array;
};

const FIRST = 64;
const MOST = 4096;
const WITHOUT_CLOCK = 512;
// Pieces all the same where nobody watches: V8 optimises a function that is called again sooner than a loop that never ends.
const UNWATCHED = 4096;
const TARGET_MS = 10;

/** Cuts a run into pieces that take about 10 ms each. */
export class Pace {
  readonly #control: RunControl;
  #size: number;
  #since: number;

  constructor(control: RunControl | undefined) {
    this.#control = control ?? {};
    if (control === undefined) this.#size = UNWATCHED;
    else this.#size = control.now === undefined ? WITHOUT_CLOCK : FIRST;
    this.#since = this.#control.now?.() ?? 0;
  }

  /** The bars to run before the next {@link poll}. */
  get size(): number {
    return this.#size;
  }

  /** Reports what is done and tells whether to stop; there is nothing left to stop once all is done. */
  poll(done: number, total: number): boolean {
    const control = this.#control;
    if (control.now !== undefined) {
      const now = control.now();
      const took = now - this.#since;
      if (took < TARGET_MS / 2 && this.#size < MOST) this.#size *= 2;
      else if (took > TARGET_MS && this.#size > 1) this.#size = Math.max(1, this.#size >> 1);
      this.#since = now;
    }
    control.progress?.(done, total);
    return done < total && control.shouldStop?.() === true;
  }
}
