/** Rows of doubles in one growing array: nothing is allocated for a row until the array is full. */
export class Rows {
  data: Float64Array;
  rows = 0;
  readonly stride: number;

  constructor(stride: number, capacity = 64) {
    this.stride = stride;
    this.data = new Float64Array(stride * capacity);
  }

  /** Adds a row of zeros and returns its number. */
  add(): number {
    const at = this.rows * this.stride;
    if (at === this.data.length) {
      const grown = new Float64Array(this.data.length * 2);
      grown.set(this.data);
      this.data = grown;
    }
    return this.rows++;
  }

  /** Takes the last row back. */
  drop(): void {
    this.rows--;
    this.data.fill(0, this.rows * this.stride, (this.rows + 1) * this.stride);
  }

  /** Forgets all rows and keeps the memory. */
  clear(): void {
    this.data.fill(0, 0, this.rows * this.stride);
    this.rows = 0;
  }
}

/** Gives each distinct tag a number, −1 for none. */
export class Tags {
  readonly values: (string | number)[] = [];
  readonly #numbers = new Map<string | number, number>();

  /** The number of a tag. */
  number(tag: string | number | null | undefined): number {
    if (tag === null || tag === undefined) return -1;
    let number = this.#numbers.get(tag);
    if (number === undefined) {
      number = this.values.length;
      this.values.push(tag);
      this.#numbers.set(tag, number);
    }
    return number;
  }

  /** The tag of a number, null for −1. */
  tag(number: number): string | number | null {
    return number < 0 ? null : this.values[number];
  }
}
