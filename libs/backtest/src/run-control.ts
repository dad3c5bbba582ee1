import { Cell } from '@app/strategy/sandbox';

const WHOLE = 1_000_000;
const STOP = 1;
const STUCK = 2;

/** Is how long a thread that was asked to stop may go on before it is terminated. */
export const GRACE_MS = 1200;

/** Is how much longer it may take to find out where user code got stuck. */
export const LOCATE_MS = 10_000;

/** Carries cancel, progress and signs of life between a thread and who waits for it over shared cells. */
export class RunControl {
  private readonly cells: Int32Array;

  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(4 * Cell.Count)) {
    this.cells = new Int32Array(memory);
  }

  /** Asks the thread to stop: because its user code is stuck, or for another reason. */
  cancel(isStuck = false): void {
    Atomics.store(this.cells, Cell.Cancel, isStuck ? STUCK : STOP);
  }

  get cancelled(): boolean {
    return Atomics.load(this.cells, Cell.Cancel) !== 0;
  }

  get isStuck(): boolean {
    return Atomics.load(this.cells, Cell.Cancel) === STUCK;
  }

  /** The share of the work that is done, 0 to 1. */
  get progress(): number {
    return Atomics.load(this.cells, Cell.Progress) / WHOLE;
  }

  /** Changes as long as user code gets on; null while none of it runs. */
  get beat(): number | null {
    const inside = Atomics.load(this.cells, Cell.Inside) === 1;
    if (!inside) return null;
    return Atomics.load(this.cells, Cell.Beats) * 2 ** 32 + (this.bar >>> 0);
  }

  /** The bar that user code is at, −1 before its first. */
  get bar(): number {
    return Atomics.load(this.cells, Cell.Bar);
  }

  report(done: number, total: number): void {
    Atomics.store(this.cells, Cell.Progress, Math.floor((done / Math.max(total, 1)) * WHOLE));
  }
}

/** Says where user code is by the bar that it is at. */
export function phaseAt(bar: number): { phase: string; bar: number } {
  return bar < 0 ? { phase: 'init', bar: 0 } : { phase: 'next', bar };
}
