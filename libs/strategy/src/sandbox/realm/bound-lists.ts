import { concatOf, flatMapOf, flatOf, fromOf, joinOf } from './list-methods.js';
import { assertList, assertSortable } from './measures.js';
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

const { apply } = Reflect;

/** Bounds what takes a whole list at once: V8 walks it to the end, whatever its length says, and cannot be broken off. */
export function boundLists(): void {
  guard(Array.prototype, WALKS, assertList);
  replace(Array.prototype, 'concat', concatOf);
  replace(Array.prototype, 'join', joinOf);
  replace(Array.prototype, 'flat', flatOf);
  replace(Array.prototype, 'flatMap', flatMapOf);
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
