import { type Allocate, ownMemory } from '../columns.js';

/** Columns of indicators that a run is done with, for the next one to write over: fresh memory has to be cleared, and given back, each time. */
export class SpareColumns {
  #free: Float64Array[] = [];
  #lent: Float64Array[] = [];

  constructor(private readonly allocate: Allocate = ownMemory) {}

  /** A column of `length` values left behind by whoever had it, or a new one. */
  take(length: number): Float64Array {
    const at = this.#free.findIndex((column) => column.length === length);
    const column =
      at < 0 ? new Float64Array(this.allocate(8 * length)) : this.#free.splice(at, 1)[0];
    this.#lent.push(column);
    return column;
  }

  /** Takes back what was lent since the last time, and forgets what nobody wanted. */
  takeBack(): void {
    this.#free = this.#lent;
    this.#lent = [];
  }
}

let spare: SpareColumns | null = null;

/** Computes something whose columns may come from the spare ones. */
export function computeIn<T>(columns: SpareColumns | null, compute: () => T): T {
  spare = columns;
  try {
    return compute();
  } finally {
    spare = null;
  }
}

/** A column whose every value the caller sets. */
export function column(length: number): Float64Array {
  return spare === null ? new Float64Array(length) : spare.take(length);
}
