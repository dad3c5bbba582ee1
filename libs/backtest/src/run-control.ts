import { Cell } from '@app/strategy/sandbox';

const WHOLE = 1_000_000;

/** Is how long a thread that was asked to stop may go on before it is terminated. */
export const GRACE_MS = 1200;

/** Carries cancel, progress and signs of life between a thread and who waits for it over shared cells. */
export class RunControl {
  private readonly cells: Int32Array;

  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(4 * Cell.Count)) {
    this.cells = new Int32Array(memory);
  }

  cancel(): void {
    Atomics.store(this.cells, Cell.Cancel, 1);
  }

  get cancelled(): boolean {
    return Atomics.load(this.cells, Cell.Cancel) === 1;
  }

  /** The share of the work that is done, 0 to 1. */
  get progress(): number {
    return Atomics.load(this.cells, Cell.Progress) / WHOLE;
  }

  /** Changes as long as user code gets on; null while none of it runs. */
  get beat(): number | null {
    const inside = Atomics.load(this.cells, Cell.Inside) === 1;
    return inside ? Atomics.load(this.cells, Cell.Beats) : null;
  }

  report(done: number, total: number): void {
    Atomics.store(this.cells, Cell.Progress, Math.floor((done / Math.max(total, 1)) * WHOLE));
  }
}
