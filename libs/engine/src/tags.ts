/** Gives each distinct tag a number from 1 up, 0 for none. */
export class Tags {
  readonly values: (string | number)[] = [];
  readonly #numbers = new Map<string | number, number>();

  /** The number of a tag. */
  number(tag: string | number | null | undefined): number {
    if (tag === null || tag === undefined) return 0;
    let number = this.#numbers.get(tag);
    if (number === undefined) {
      number = this.values.push(tag);
      this.#numbers.set(tag, number);
    }
    return number;
  }

  /** The tag of a number, null for 0. */
  tag(number: number): string | number | null {
    return number === 0 ? null : this.values[number - 1];
  }
}
