import type { LogLine } from './result.js';

const MOST_LINES = 10_000;
const MOST_CHARACTERS = 1_000_000;
const LONGEST = 10_000;

/** What a strategy logs, as far as there is room for it. */
export class RunLog {
  static readonly full = `Only the first ${MOST_LINES} lines, and ${MOST_CHARACTERS} characters, of the log are kept.`;

  readonly lines: LogLine[] = [];
  #characters = 0;

  /** Adds a line, and tells whether there was room for it; throws a TypeError for values that are no plain ones. */
  add({ message, values, ...where }: LogLine): boolean {
    const text = shortened(String(message));
    // What the strategy does to its record later was not logged now.
    const copy = plainCopy(values);
    let length = text.length;
    for (const [name, value] of Object.entries(copy)) length += name.length + String(value).length;
    if (this.lines.length >= MOST_LINES) return false;
    if (this.#characters + length > MOST_CHARACTERS) return false;
    this.#characters += length;
    this.lines.push({ ...where, message: text, values: copy });
    return true;
  }
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const PLAIN = new Set(['string', 'number', 'boolean']);

function plainCopy(values: LogLine['values']): LogLine['values'] {
  if (typeof values !== 'object' || values === null) {
    throw new TypeError(`log takes its values as an object, got ${String(values)}.`);
  }
  const copy = { ...values };
  for (const [name, value] of Object.entries(copy)) {
    if (value === null || PLAIN.has(typeof value)) continue;
    throw new TypeError(`log: ${name} must be a text, a number, true, false or null.`);
  }
  return copy;
}
