import {
  assertCharacters,
  assertElements,
  assertList,
  assertSortable,
  isObject,
} from './measures.js';
import { guard, type Native, replace } from './native.js';

// What walks a list to its end without asking anybody, over holes at least.
const WALKS = [
  'copyWithin',
  'every',
  'fill',
  'filter',
  'forEach',
  'includes',
  'indexOf',
  'lastIndexOf',
  'map',
  'reduce',
  'reduceRight',
  'reverse',
  'shift',
  'slice',
  'some',
  'sort',
  'splice',
  'toReversed',
  'toSorted',
  'toSpliced',
  'unshift',
  'with',
];

const { apply, construct } = Reflect;
const { isArray } = Array;
const joined = Array.prototype.join;
const { iterator, isConcatSpreadable } = Symbol;

/** Bounds what takes a whole list at once: V8 walks it to the end, whatever its length says, and cannot be broken off. */
export function boundLists(): void {
  guard(Array.prototype, WALKS, assertList);
  replace(Array.prototype, 'concat', concatOf);
  replace(Array.prototype, 'join', joinOf);
  replace(Array.prototype, 'flat', () => ({ flat }).flat);
  replace(Array.prototype, 'flatMap', () => ({ flatMap }).flatMap);
  replace(Array, 'from', fromOf);
  const numbers = Object.getPrototypeOf(Int8Array.prototype) as object;
  guard(numbers, ['sort', 'toSorted'], assertSortable);
  replace(numbers, 'join', (native) => joinOf(native, assertSortable));
  replace(Function.prototype, 'apply', applyOf);
  replace(Reflect, 'apply', (native) => (...args) => {
    assertList(args[2]);
    return apply(native, Reflect, args);
  });
  replace(Reflect, 'construct', (native) => (...args) => {
    assertList(args[1]);
    return apply(native, Reflect, args);
  });
}

function applyOf(native: Native): Native {
  return {
    apply(this: unknown, receiver: unknown, list: unknown): unknown {
      assertList(list);
      return apply(native, this, [receiver, list]);
    },
  }.apply;
}

function concatOf(native: Native): Native {
  return {
    concat(this: unknown, ...lists: unknown[]): unknown {
      return apply(native, apart(this), lists.map(apart));
    },
  }.concat;
}

// What is no array, but is to be taken apart, is taken apart here, where it can be broken off.
function apart(value: unknown): unknown {
  if (isArray(value)) assertElements(value.length);
  if (!isObject(value) || isArray(value)) return value;
  return Reflect.get(value, isConcatSpreadable) ? listOf(value) : [value];
}

// Of each part the text is made here, and counted, before all are put together.
function joinOf(native: Native, assertFit = assertList): Native {
  return {
    join(this: unknown, separator: unknown): unknown {
      assertFit(this);
      if (this === null || this === undefined) return apply(native, this, []);
      const list = this as ArrayLike<unknown>;
      const between = separator === undefined ? ',' : String(separator);
      let count = between.length * list.length;
      assertCharacters(count);
      const texts: string[] = [];
      for (let k = 0; k < list.length; k++) {
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

function flat(this: unknown, depth: unknown = 1): unknown[] {
  const into: unknown[] = [];
  flatten(likeOf(this), Math.trunc(Number(depth)) || 0, into);
  return into;
}

function flatMap(this: unknown, each: unknown, receiver?: unknown): unknown[] {
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

// What is iterated asks for each; what only has a length is walked here.
function fromOf(native: Native): Native {
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
