import { unknownName } from './params.js';

/** The names of a record that lists every key of a type. */
export function keysOf<T extends object>(keys: Record<keyof T, true>): readonly string[] {
  return Object.freeze(Object.keys(keys));
}

/** Throws a RangeError that suggests the nearest when an object has a key that is not known, whatever is in it; `where` goes before the message. */
export function refuseUnknown(
  value: object | null | undefined,
  known: readonly string[],
  noun: string,
  where = '',
): void {
  for (const key in value) {
    if (known.includes(key)) continue;
    throw new RangeError(where + unknownName(key, known, 'unknown-key', noun).message);
  }
}
