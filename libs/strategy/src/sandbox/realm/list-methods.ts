import { assertCharacters, assertElements, assertList, isObject } from './measures.js';
import type { Native } from './native.js';

const { apply, construct } = Reflect;
const { isArray } = Array;
const joined = Array.prototype.join;
const { iterator, isConcatSpreadable } = Symbol;

/** Makes a `concat` that takes apart here, where it can be broken off, what is no array but says that it is to be taken apart. */
export function concatOf(native: Native): Native {
  return {
    concat(this: unknown, ...lists: unknown[]): unknown {
      return apply(native, apart(this), lists.map(apart));
    },
  }.concat;
}

function apart(value: unknown): unknown {
  if (isArray(value)) assertElements(value.length);
  if (!isObject(value) || isArray(value)) return value;
  return Reflect.get(value, isConcatSpreadable) ? listOf(value) : [value];
}

/** Makes a `join` that makes the text of each part here, and counts it, before all are put together. */
export function joinOf(native: Native, assertFit = assertList): Native {
  return {
    join(this: unknown, separator: unknown): unknown {
      assertFit(this);
      if (this === null || this === undefined) return apply(native, this, []);
      const list = this as ArrayLike<unknown>;
      const between = separator === undefined ? ',' : String(separator);
      const { length } = list;
      let count = between.length * length;
      assertCharacters(count);
      const texts: string[] = [];
      for (let k = 0; k < length; k++) {
        const part = list[k];
        const text = part === null || part === undefined ? '' : String(part);
        count += text.length;
        assertCharacters(count);
        texts.push(text);
      }
      return apply(joined, texts, [between]);
    },
  }.join;
}

/** Makes a `flat` that can be broken off. */
export function flatOf(): Native {
  return {
    flat(this: unknown, depth: unknown = 1): unknown[] {
      const into: unknown[] = [];
      flatten(likeOf(this), Math.trunc(Number(depth)) || 0, into);
      return into;
    },
  }.flat;
}

/** Makes a `flatMap` that can be broken off. */
export function flatMapOf(): Native {
  return {
    flatMap(this: unknown, each: unknown, receiver?: unknown): unknown[] {
      if (typeof each !== 'function') throw new TypeError('flatMap wants a function.');
      const list = likeOf(this);
      const into: unknown[] = [];
      for (let k = 0; k < list.length; k++) {
        if (!(k in list)) continue;
        const made: unknown = apply(each, receiver, [list[k], k, list]);
        if (isArray(made)) flatten(made, 0, into);
        else into.push(made);
      }
      return into;
    },
  }.flatMap;
}

function likeOf(receiver: unknown): ArrayLike<unknown> {
  if (receiver === null || receiver === undefined) throw new TypeError('It wants a list.');
  return Object(receiver) as ArrayLike<unknown>;
}

function flatten(list: ArrayLike<unknown>, depth: number, into: unknown[]): void {
  for (let k = 0; k < list.length; k++) {
    if (!(k in list)) continue;
    const value = list[k];
    if (depth > 0 && isArray(value)) flatten(value, depth - 1, into);
    else into.push(value);
  }
}

/** Makes an `Array.from` that walks here, where it can be broken off, what only has a length. */
export function fromOf(native: Native): Native {
  return {
    from(this: unknown, ...args: unknown[]): unknown {
      const [list, each, receiver] = args;
      if (isArray(list)) assertList(list);
      const isPlain = isObject(list) && Reflect.get(list, iterator) === undefined;
      if (!isPlain) return apply(native, this, args);
      if (each !== undefined && typeof each !== 'function') return apply(native, this, [[], each]);
      const given =
        each === undefined
          ? undefined
          : (value: unknown, k: number) => apply(each, receiver, [value, k]);
      return listOf(list, given, this);
    },
  }.from;
}

function listOf(
  list: object,
  each?: (value: unknown, k: number) => unknown,
  Kind: unknown = Array,
): unknown {
  const items = list as ArrayLike<unknown>;
  const length = Math.max(0, Math.trunc(Number(items.length)) || 0);
  assertElements(length);
  const into = construct(Kind as typeof Array<unknown>, [length]) as unknown[];
  for (let k = 0; k < length; k++) into[k] = each === undefined ? items[k] : each(items[k], k);
  return into;
}
