import { AppError, parseTime, platformErrors, type Problem, text, TIME_TEXT } from '@app/platform';
import { NOT_AN_OBJECT, REQUIRED, unknownName } from '../http/validation-texts.js';

/** Is one row of an upload as it was sent. */
export type Fields = Record<string, unknown>;

/** Says what is wrong with a field. */
export type Told = Omit<Problem, 'field'>;

const MAX_LISTED = 50;
const NOT_A_NUMBER = text('must be a number', '必须是数字');
const MORE = text('and {count} more problems', '另有 {count} 处错误');

/** Gathers what is malformed in an upload, by hand: 10,000 rows through a validation library would hold the process for a second. */
export class UploadProblems {
  /** Counts all problems, also those that are not listed. */
  count = 0;
  private readonly listed: Problem[] = [];
  private readonly known: Set<string>;

  constructor(private readonly names: string[]) {
    this.known = new Set(names);
  }

  /** Reads one row, whose names must all be known; undefined when it is no object. */
  row(index: number, item: unknown): Fields | undefined {
    if (!isObject(item)) {
      this.tell(index, '', { problem: NOT_AN_OBJECT });
      return undefined;
    }
    for (const name of Object.keys(item)) {
      if (!this.known.has(name)) this.tell(index, name, () => unknownName(name, this.names));
    }
    return item;
  }

  /** Reads a time into epoch milliseconds. */
  time(index: number, name: string, value: unknown): number {
    const timeMs = parseTime(value);
    if (timeMs === undefined) this.wrong(index, name, value, { problem: TIME_TEXT });
    return timeMs ?? 0;
  }

  /** Reads a number. */
  number(index: number, name: string, value: unknown): number {
    // Adding 0 turns -0, which PostgreSQL's text form would not keep, into 0.
    if (typeof value === 'number') return value + 0;
    this.wrong(index, name, value, { problem: NOT_A_NUMBER });
    return 0;
  }

  /** Notes a wrong value, or that it is missing. */
  wrong(index: number, name: string, value: unknown, told: Told): void {
    this.tell(index, name, isAbsent(value) ? { problem: REQUIRED } : told);
  }

  /** Throws `request/invalid` when there are problems; it lists at most 50 by field. */
  throwIfAny(): void {
    if (this.count === 0) return;
    const more = this.count - this.listed.length;
    const rest = more > 0 ? [{ field: '', problem: MORE, values: { count: more } }] : [];
    throw new AppError(platformErrors['request/invalid'], {
      values: { count: this.count },
      details: [...this.listed, ...rest],
    });
  }

  private tell(index: number, name: string, told: Told | (() => Told)): void {
    this.count += 1;
    if (this.listed.length >= MAX_LISTED) return;
    const field = name ? `[${index}].${name}` : `[${index}]`;
    this.listed.push({ field, ...(typeof told === 'function' ? told() : told) });
  }
}

/** Says whether a value was left out. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
