import { boundJson } from './bound-json.js';
import { boundKeys } from './bound-keys.js';
import { boundLists } from './bound-lists.js';
import { boundMaps } from './bound-maps.js';
import { boundPatterns } from './bound-patterns.js';
import { boundTexts } from './bound-texts.js';
import { fixBuffers } from './fixed-buffers.js';
import { functionKinds } from './freeze.js';

/** Names of globals that make code, share memory, tell the real time or differ between machines. */
const REMOVED = [
  'eval',
  'WebAssembly',
  'Atomics',
  'SharedArrayBuffer',
  'Promise',
  'AsyncDisposableStack',
  'WeakRef',
  'FinalizationRegistry',
  'Intl',
  'console',
  'escape',
  'unescape',
  // A proxy tells another length each time that it is asked.
  'Proxy',
  // V8 cannot break off what it does with numbers of any length.
  'BigInt',
  'BigInt64Array',
  'BigUint64Array',
];

// Methods of texts for pages of the web.
const OF_PAGES = [
  'anchor',
  'big',
  'blink',
  'bold',
  'fixed',
  'fontcolor',
  'fontsize',
  'italics',
  'link',
  'small',
  'strike',
  'sub',
  'sup',
];

/** Takes away from this realm what could make code from text, share memory or tell the real time, and bounds what one call may take. */
export function removeWays(): void {
  for (const name of REMOVED) Reflect.deleteProperty(globalThis, name);
  Reflect.deleteProperty(RegExp.prototype, 'compile');
  Reflect.deleteProperty(Array, 'fromAsync');
  fixBuffers();
  Reflect.deleteProperty(Error, 'captureStackTrace');
  for (const name of OF_PAGES) Reflect.deleteProperty(String.prototype, name);
  removeLocales();
  boundCalls();
  removeLongNumbers();
  for (const made of functionKinds()) {
    Object.defineProperty(Object.getPrototypeOf(made), 'constructor', { value: refuse });
  }
  Object.defineProperty(refuse, 'prototype', { value: Function.prototype });
  Object.defineProperty(globalThis, 'Function', { value: refuse });
}

// Before what makes functions of text is gone, of which the bounds are made.
function boundCalls(): void {
  boundKeys();
  boundLists();
  boundMaps();
  boundTexts();
  boundPatterns();
  boundJson();
}

/** Refuses to make a function of text; what is a function is still an instance of it. */
function refuse(): never {
  throw new TypeError('A strategy cannot make code from text.');
}

// What sorts and writes by the language of the machine.
function removeLocales(): void {
  for (const owner of [Object, Number, Array, String]) {
    for (const name of Object.getOwnPropertyNames(owner.prototype)) {
      if (/[lL]ocale/.test(name)) Reflect.deleteProperty(owner.prototype, name);
    }
  }
}

function removeLongNumbers(): void {
  for (const name of Object.getOwnPropertyNames(DataView.prototype)) {
    if (name.includes('Big')) Reflect.deleteProperty(DataView.prototype, name);
  }
}
