// The most elements that one call of the language's own may walk, characters that it may read, keys that it may list, and pairs of characters that it may compare.
const MOST_ELEMENTS = 2 ** 24;
const MOST_CHARACTERS = 2 ** 20;
const MOST_KEYS = 2 ** 20;
const MOST_COMPARED = 2 ** 32;

const { isArray } = Array;
const { isView } = ArrayBuffer;
const { getPrototypeOf, getOwnPropertyDescriptor } = Reflect;

/** Refuses a list that is too long for one call. */
export function assertList(list: unknown): void {
  if (isArray(list)) {
    if (list.length > MOST_ELEMENTS) assertElements(list.length);
  } else assertElements(lengthOf(list));
}

/** Refuses an array of numbers of which a copy to sort would take too much. */
export function assertSortable(numbers: unknown): void {
  if (isView(numbers)) assertElements(numbers.byteLength);
}

/** Refuses so many elements in one call. */
export function assertElements(count: number): void {
  if (count <= MOST_ELEMENTS || Number.isNaN(count)) return;
  const what = count === Infinity ? 'A list whose length is computed' : `A list of ${count}`;
  throw new RangeError(`${what} is too long for one call, which takes ${MOST_ELEMENTS} elements.`);
}

/** Refuses so many characters in one call. */
export function assertCharacters(count: number): void {
  if (count <= MOST_CHARACTERS || Number.isNaN(count)) return;
  throw new RangeError(
    `A text of ${count} is too long for one call, which takes ${MOST_CHARACTERS} characters.`,
  );
}

/** Gives a text, if it is not too long. */
export function short(text: string): string {
  if (text.length > MOST_CHARACTERS) assertCharacters(text.length);
  return text;
}

/** Gives what has keys, if they are not too many to list. */
export function few<T>(value: T): T {
  const isList = typeof value === 'string' || isArray(value) || isView(value);
  const length = isList ? lengthOf(value) : 0;
  if (length <= MOST_KEYS) return value;
  throw new RangeError(
    `The keys of a list of ${length} are too many: at most ${MOST_KEYS} are listed.`,
  );
}

/** Gives the text of a value, if it is not too long for one call. */
export function boundedText(value: unknown): string {
  const text = String(value);
  assertCharacters(text.length);
  return text;
}

/** Whether to look for one text in another takes too long for one call. */
export function isLongSearch(text: string, sought: string): boolean {
  return text.length * sought.length > MOST_COMPARED;
}

/** Refuses to look for one text in another where that takes too long. */
export function assertSearch(text: string, sought: string): void {
  if (!isLongSearch(text, sought)) return;
  throw new RangeError(`A text of ${sought.length} is too long to look for in ${text.length}.`);
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

// The length that V8 will read; infinite where that would be computed, and could be another each time.
function lengthOf(list: unknown): number {
  if (typeof list === 'string') return list.length;
  for (let owner = list; isObject(owner); owner = getPrototypeOf(owner)) {
    const property = getOwnPropertyDescriptor(owner, 'length');
    if (property === undefined) continue;
    if (!('value' in property)) return isView(list) ? list.byteLength : Infinity;
    const { value } = property as { value: unknown };
    return isObject(value) ? Infinity : Number(value);
  }
  return 0;
}
