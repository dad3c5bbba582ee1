import { BAR_COLUMNS, type Bars } from './bars.js';
import { Sha256 } from './sha256.js';

const PIECE = 8192;
const IS_LITTLE = new Uint8Array(Float64Array.of(1).buffer)[7] !== 0;

/** A SHA-256 over bytes given piece by piece; the engine has one of its own, a host may have a faster one. */
export type Hasher = {
  update(bytes: Uint8Array): unknown;
  /** The digest as 64 lower-case hexadecimal digits. */
  hex(): string;
};

/** Feeds values to a hash as canonical bytes: little-endian doubles with one NaN and no −0, each column and text led by its length. */
export class CanonicalHash {
  readonly #bytes = new Uint8Array(PIECE * 8);
  readonly #view = new DataView(this.#bytes.buffer);
  readonly #doubles = new Float64Array(this.#bytes.buffer);
  readonly #hash: Hasher;

  constructor(hash: Hasher = new Sha256()) {
    this.#hash = hash;
  }

  /** Adds one number. */
  number(value: number): this {
    return this.column([value]);
  }

  /** Adds the rows [from, to) of a column of numbers. */
  column(values: ArrayLike<number>, from = 0, to = values.length): this {
    this.#length(to - from);
    for (let start = from; start < to; start += PIECE) {
      const end = Math.min(start + PIECE, to);
      if (IS_LITTLE && values instanceof Float64Array) this.#copy(values.subarray(start, end));
      else this.#write(values, start, end);
      this.#hash.update(this.#bytes.subarray(0, (end - start) * 8));
    }
    return this;
  }

  // Adding 0 turns −0 into 0, and setFloat64 of the literal NaN writes the one quiet NaN.
  #write(values: ArrayLike<number>, start: number, end: number): void {
    for (let i = start; i < end; i++) {
      const value = values[i];
      this.#view.setFloat64((i - start) * 8, value === value ? value + 0 : NaN, true);
    }
  }

  // The same where the machine has them in this order: only zeros and NaN can be other bytes than they should.
  #copy(values: Float64Array): void {
    const doubles = this.#doubles;
    doubles.set(values);
    for (let i = 0; i < values.length; i++) {
      const value = doubles[i];
      if (value === 0) doubles[i] = 0;
      else if (value !== value) this.#view.setFloat64(i * 8, NaN, true);
    }
  }

  /** Adds a text as UTF-16 units; null and the empty text differ. */
  text(value: string | null): this {
    if (value === null) return this.#length(-1);
    const units: number[] = [];
    for (let i = 0; i < value.length; i++) units.push(value.charCodeAt(i));
    return this.column(units);
  }

  /** The SHA-256 of everything added, in hexadecimal. */
  hex(): string {
    return this.#hash.hex();
  }

  #length(value: number): this {
    this.#view.setFloat64(0, value, true);
    this.#hash.update(this.#bytes.subarray(0, 8));
    return this;
  }
}

/** The SHA-256, in hexadecimal, of the bars' canonical bytes, column by column. */
export function dataHash(bars: Bars, hasher?: Hasher): string {
  const columns = BAR_COLUMNS.map((name) => bars[name]);
  return columnsHash(columns, hasher);
}

/** The SHA-256, in hexadecimal, of the canonical bytes of columns, one after the other. */
export function columnsHash(columns: readonly ArrayLike<number>[], hasher?: Hasher): string {
  const hash = new CanonicalHash(hasher);
  for (const column of columns) hash.column(column);
  return hash.hex();
}
