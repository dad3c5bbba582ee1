const LONGEST = 200;

/** Returns a tag, null for none; throws a TypeError for what is neither a number nor a text that can be kept. */
export function checkTag(tag: unknown, what = 'tag'): string | number | null {
  if (tag === undefined || tag === null) return null;
  if (typeof tag !== 'number') checkName(what, tag);
  return tag;
}

/** Throws a TypeError for what cannot be kept as a name: it must be a text of at most 200 whole characters, none of them the NUL. */
export function checkName(what: string, name: unknown): asserts name is string {
  if (typeof name !== 'string') {
    throw new TypeError(`${what} must be a text, got ${typeof name}.`);
  }
  if (name.length > LONGEST) {
    throw new TypeError(`${what} must be at most ${LONGEST} characters long, got ${name.length}.`);
  }
  if (name.includes('\0') || !name.isWellFormed()) {
    throw new TypeError(`${what} must not hold a NUL or half of a character.`);
  }
}
