const CANCEL = 0;
const PROGRESS = 1;
const WHOLE = 1_000_000;

/** Is how long a thread that was asked to stop may go on before it is terminated. */
export const GRACE_MS = 1200;

/** Carries cancel and progress between a thread and who waits for it over four shared bytes each. */
export class RunControl {
  private readonly cells: Int32Array;

  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(8)) {
    this.cells = new Int32Array(memory);
  }

  cancel(): void {
    Atomics.store(this.cells, CANCEL, 1);
  }

  get cancelled(): boolean {
    return Atomics.load(this.cells, CANCEL) === 1;
  }

  /** The share of the work that is done, 0 to 1. */
  get progress(): number {
    return Atomics.load(this.cells, PROGRESS) / WHOLE;
  }

  report(done: number, total: number): void {
    Atomics.store(this.cells, PROGRESS, Math.floor((done / Math.max(total, 1)) * WHOLE));
  }
}
