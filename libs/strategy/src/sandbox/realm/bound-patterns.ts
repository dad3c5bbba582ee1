import { boundedText, isObject } from './measures.js';
import { type Native, replace } from './native.js';

const { apply, construct, defineProperty, getPrototypeOf, ownKeys } = Reflect;
const Native = RegExp;

// Longer ones take V8 seconds to compile.
const LONGEST_PATTERN = 2 ** 14;

/** Bounds the texts that regular expressions go through as a whole, and the patterns that are made of texts. */
export function boundPatterns(): void {
  for (const ask of [Symbol.match, Symbol.matchAll, Symbol.search]) {
    replace(RegExp.prototype, ask, (native) => ofPattern(native, false));
  }
  for (const ask of [Symbol.replace, Symbol.split]) {
    replace(RegExp.prototype, ask, (native) => ofPattern(native, true));
  }
  for (const name of ['escape', Symbol.species]) {
    const own = Object.getOwnPropertyDescriptor(Native, name);
    if (own !== undefined) defineProperty(BoundRegExp, name, own);
  }
  defineProperty(BoundRegExp, 'name', { value: 'RegExp' });
  defineProperty(BoundRegExp, 'prototype', { value: Native.prototype, writable: false });
  defineProperty(Native.prototype, 'constructor', { value: BoundRegExp });
  defineProperty(globalThis, 'RegExp', { value: BoundRegExp });
}

function ofPattern(native: Native, isPlain: boolean): Native {
  return {
    method(this: unknown, text: unknown, ...rest: unknown[]): unknown {
      if (isPlain) assertPlain(this);
      return apply(native, this, [boundedText(text), ...rest]);
    },
  }.method;
}

// What finds the matches in place of the language may say that each has as many groups as there are numbers.
function assertPlain(pattern: unknown): void {
  if (isObject(pattern) && getPrototypeOf(pattern) === Native.prototype) {
    if (ownKeys(pattern).length === 1) return;
  }
  throw new TypeError('A regular expression that was changed can neither replace nor split.');
}

function BoundRegExp(pattern?: unknown, flags?: unknown): unknown {
  if (pattern instanceof Native) {
    if (new.target === undefined && flags === undefined) return pattern;
    return construct(Native, [pattern, flags], new.target ?? BoundRegExp);
  }
  const source = pattern === undefined ? '' : String(pattern);
  if (source.length > LONGEST_PATTERN) {
    throw new RangeError(`A pattern of ${source.length} characters is too long.`);
  }
  return construct(Native, [source, flags], new.target ?? BoundRegExp);
}
