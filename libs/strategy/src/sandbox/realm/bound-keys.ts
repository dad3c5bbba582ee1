import { few } from './measures.js';
import { type Native, replace } from './native.js';

const { apply } = Reflect;

const LISTS = [
  'assign',
  'defineProperties',
  'entries',
  'freeze',
  'getOwnPropertyDescriptors',
  'getOwnPropertyNames',
  'getOwnPropertySymbols',
  'isFrozen',
  'isSealed',
  'keys',
  'seal',
  'values',
];

/** Bounds what lists the keys of an object, for which V8 takes memory that nobody counts. */
export function boundKeys(): void {
  for (const name of LISTS) replace(Object, name, ofFew);
  replace(Reflect, 'ownKeys', ofFew);
}

function ofFew(native: Native): Native {
  return (...args) => {
    for (const each of args) few(each);
    return apply(native, Object, args);
  };
}
