import { checkTag } from './name-rules.js';

/** Gives each distinct tag a number from 1 up, 0 for none. */
export class Tags {
  readonly values: (string | number)[] = [];
  readonly #numbers = new Map<string | number, number>();

  /** Says in errors what the tags are. */
  constructor(private readonly what: string) {}

  /** The number of a tag; throws a TypeError for what is neither a number nor a text that can be kept. */
  number(tag: string | number | null | undefined): number {
    if (tag === null || tag === undefined) return 0;
    let number = this.#numbers.get(tag);
    if (number === undefined) {
      checkTag(tag, this.what);
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
