/** Bytes between two columns. Were they apart by a power of two, as they are where their capacity is one, the same row of all columns would fall into the same few lines of the processor's cache and each would push the others out. */
const APART = 5 * 64;

/** Gives so many bytes, all zero. */
export type Allocate = (bytes: number) => ArrayBufferLike;

/** Memory of the engine's own. */
export const ownMemory: Allocate = (bytes) => new ArrayBuffer(bytes);

/** Hands out columns of a table as views over one buffer; memory that is never written costs nothing. */
export class ColumnMemory {
  readonly #buffer: ArrayBufferLike;
  readonly #capacity: number;
  #at = 0;

  /** Reserves room for so many rows of so many columns of 1, 4 and 8 bytes. */
  constructor(
    capacity: number,
    bytes: number,
    ints: number,
    doubles: number,
    allocate: Allocate = ownMemory,
  ) {
    this.#capacity = Math.ceil(capacity / 8) * 8;
    const columns = bytes + ints + doubles;
    this.#buffer = allocate(this.#capacity * (bytes + ints * 4 + doubles * 8) + columns * APART);
  }

  /** The next column of whole numbers from 0 to 255. */
  u8(): Uint8Array {
    return new Uint8Array(this.#buffer, this.#take(1), this.#capacity);
  }

  /** The next column of 32-bit whole numbers. */
  i32(): Int32Array {
    return new Int32Array(this.#buffer, this.#take(4), this.#capacity);
  }

  /** The next column of doubles. */
  f64(): Float64Array {
    return new Float64Array(this.#buffer, this.#take(8), this.#capacity);
  }

  #take(bytes: number): number {
    const at = this.#at;
    this.#at += bytes * this.#capacity + APART;
    return at;
  }
}

/** How many rows of a table are cleared at a time. */
export const CLEARED_AHEAD = 512;

type Column = Uint8Array | Int32Array | Float64Array;

/** Copies the first `rows` rows of columns into others of the same names. */
export function copyColumns(from: object, to: object, rows: number): void {
  const target = to as Record<string, Column>;
  for (const [name, column] of Object.entries(from) as [string, Column][]) {
    target[name].set(column.subarray(0, rows));
  }
}

/** Sets the rows [from, to) of all columns to zero. */
export function clearColumns(columns: object, from: number, to: number): void {
  for (const column of Object.values(columns) as Column[]) column.fill(0, from, to);
}

/** Copies one row over another in all columns. */
export function copyRow(columns: object, from: number, to: number): void {
  for (const column of Object.values(columns) as Column[]) column[to] = column[from];
}
