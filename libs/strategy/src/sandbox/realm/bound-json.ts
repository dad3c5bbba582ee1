import { assertElements, boundedText, short } from './measures.js';
import { replace } from './native.js';

const { apply } = Reflect;
const { isArray } = Array;

type Replacer = (this: unknown, key: string, value: unknown) => unknown;

/** Bounds the text that is read as JSON, and what is written as JSON, which may be many times as large as what it is written from. */
export function boundJson(): void {
  replace(
    JSON,
    'parse',
    (native) => (text, reviver) => apply(native, JSON, [boundedText(text), reviver]),
  );
  replace(JSON, 'stringify', (native) => (value, replacer, space) => {
    const text = apply(native, JSON, [value, counting(replacer), space]);
    return typeof text === 'string' ? short(text) : text;
  });
}

// Counts all that is written, keys and characters too.
function counting(replacer: unknown): Replacer {
  const own = replacerOf(replacer);
  let count = 0;
  return function (key, value) {
    const written = own === null ? value : apply(own, this, [key, value]);
    count += 1 + key.length + (typeof written === 'string' ? written.length : 0);
    assertElements(count);
    return written;
  };
}

function replacerOf(replacer: unknown): Replacer | null {
  if (typeof replacer === 'function') return replacer as Replacer;
  if (!isArray(replacer)) return null;
  const names = [...new Set(replacer.filter(isName).map(String))];
  return (_, value) =>
    typeof value === 'object' && value !== null && !isArray(value) ? chosen(value, names) : value;
}

function isName(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

// A list in place of a function says which properties are written, and in which order.
function chosen(value: object, names: string[]): object {
  const pairs = names
    .filter((name) => name in value)
    .map((name) => [name, Reflect.get(value, name)]);
  return Object.fromEntries(pairs) as object;
}
