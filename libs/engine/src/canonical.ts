import { BAR_COLUMNS, type Bars } from './bars.js';
import { Sha256 } from './sha256.js';

const PIECE = 1024;

/** Feeds values to a hash as canonical bytes: little-endian doubles with one NaN and no −0, each column and text led by its length. */
export class CanonicalHash {
  readonly #hash = new Sha256();
  readonly #bytes = new Uint8Array(PIECE * 8);
  readonly #view = new DataView(this.#bytes.buffer);

  /** Adds one number. */
  number(value: number): this {
    return this.column([value]);
  }

  /** Adds the rows [from, to) of a column of numbers. */
  column(values: ArrayLike<number>, from = 0, to = values.length): this {
    this.#length(to - from);
    for (let start = from; start < to; start += PIECE) {
      const end = Math.min(start + PIECE, to);
      // Adding 0 turns −0 into 0, and setFloat64 of the literal NaN writes the one quiet NaN.
      for (let i = start; i < end; i++) {
        const value = values[i];
        this.#view.setFloat64((i - start) * 8, value === value ? value + 0 : NaN, true);
      }
      this.#hash.update(this.#bytes.subarray(0, (end - start) * 8));
    }
    return this;
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
export function dataHash(bars: Bars): string {
  return columnsHash(BAR_COLUMNS.map((name) => bars[name]));
}

/** The SHA-256, in hexadecimal, of the canonical bytes of columns, one after the other. */
export function columnsHash(columns: readonly ArrayLike<number>[]): string {
  const hash = new CanonicalHash();
  for (const column of columns) hash.column(column);
  return hash.hex();
}
