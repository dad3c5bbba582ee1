import { boundJson } from './bound-json.js';
import { boundKeys } from './bound-keys.js';
import { boundLists } from './bound-lists.js';
import { boundMaps } from './bound-maps.js';
import { boundPatterns } from './bound-patterns.js';
import { boundTexts } from './bound-texts.js';

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

// What user code may set on objects of its own although the prototype's property of that name is frozen.
const OFTEN_OVERRIDDEN: [object, string[]][] = [
  [Object.prototype, ['constructor', 'toString', 'valueOf', 'hasOwnProperty']],
  [Error.prototype, ['constructor', 'message', 'name', 'toString']],
  [TypeError.prototype, ['constructor', 'message', 'name']],
  [RangeError.prototype, ['constructor', 'message', 'name']],
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

/** Takes away from this realm what could make code from text, share memory or tell the real time. */
export function removeWays(): void {
  for (const name of REMOVED) Reflect.deleteProperty(globalThis, name);
  Reflect.deleteProperty(RegExp.prototype, 'compile');
  Reflect.deleteProperty(Array, 'fromAsync');
  removeGrowth();
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

function functionKinds(): object[] {
  return [() => undefined, async () => undefined, function* () {}, async function* () {}];
}

// What sorts and writes by the language of the machine.
function removeLocales(): void {
  for (const owner of [Object, Number, Array, String]) {
    for (const name of Object.getOwnPropertyNames(owner.prototype)) {
      if (/[lL]ocale/.test(name)) Reflect.deleteProperty(owner.prototype, name);
    }
  }
}

// No limit counts what a buffer may grow by, and V8 ends the process where there are too many that may.
function removeGrowth(): void {
  const Real = ArrayBuffer;
  function FixedBuffer(length: unknown, options?: unknown): unknown {
    if (new.target === undefined) throw new TypeError('An ArrayBuffer is made by new.');
    if (options !== undefined) throw new TypeError('A buffer of a strategy cannot grow.');
    return Reflect.construct(Real, [length], new.target);
  }
  for (const name of ['isView', Symbol.species]) {
    const own = Object.getOwnPropertyDescriptor(Real, name);
    if (own !== undefined) Object.defineProperty(FixedBuffer, name, own);
  }
  Object.defineProperty(FixedBuffer, 'name', { value: 'ArrayBuffer' });
  Object.defineProperty(FixedBuffer, 'prototype', { value: Real.prototype, writable: false });
  Object.defineProperty(Real.prototype, 'constructor', { value: FixedBuffer });
  Object.defineProperty(globalThis, 'ArrayBuffer', { value: FixedBuffer });
  for (const name of ['resize', 'transfer', 'transferToFixedLength']) {
    Reflect.deleteProperty(Real.prototype, name);
  }
}

function removeLongNumbers(): void {
  for (const name of Object.getOwnPropertyNames(DataView.prototype)) {
    if (name.includes('Big')) Reflect.deleteProperty(DataView.prototype, name);
  }
}

/** Freezes everything that can be reached from the globals, from syntax and from `more`, so that nothing is left behind for the next run. */
export function freezeAll(more: readonly unknown[]): void {
  for (const [owner, names] of OFTEN_OVERRIDDEN) {
    for (const name of names) letOverride(owner, name);
  }
  const seen = new Set<object>();
  const waiting: unknown[] = [globalThis, ...more, ...fromSyntax()];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (!isObject(value) || seen.has(value)) continue;
    seen.add(value);
    waiting.push(Object.getPrototypeOf(value));
    const properties = Object.getOwnPropertyDescriptors(value) as Record<
      PropertyKey,
      PropertyDescriptor
    >;
    for (const key of Reflect.ownKeys(properties)) {
      const { value: held, get, set } = properties[key];
      waiting.push(held, get, set);
    }
  }
  for (const value of seen) if (!ArrayBuffer.isView(value)) Object.freeze(value);
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

// Of the language of 2025, which the compiler's libraries do not know yet.
function iteratorHelpers(): unknown[] {
  type Helpers = { map(each: (value: unknown) => unknown): unknown };
  type Iterators = { from(like: { next(): unknown }): unknown };
  const iterators = Reflect.get(globalThis, 'Iterator') as Iterators;
  return [([].values() as unknown as Helpers).map(String), iterators.from({ next: () => null })];
}

// Prototypes that no global names.
function fromSyntax(): unknown[] {
  return [
    ...functionKinds(),
    Object.getPrototypeOf(Int8Array),
    [][Symbol.iterator](),
    ''[Symbol.iterator](),
    new Map().entries(),
    new Set().entries(),
    'a'.matchAll(/a/g),
    ...iteratorHelpers(),
    // Each error has its own property of these two functions.
    new Error(),
    (function* () {})(),
    (async function* () {})(),
    (async () => undefined)(),
    (function () {
      return arguments;
    })(),
  ];
}

// Of a frozen prototype's plain property nobody may set their own; of an accessor's they may.
function letOverride(owner: object, name: string): void {
  const property = Object.getOwnPropertyDescriptor(owner, name);
  if (property === undefined || !('value' in property)) return;
  const { value } = property;
  Object.defineProperty(owner, name, {
    get: () => value as unknown,
    set(this: object, own: unknown) {
      if (this === owner) throw new TypeError(`${name} is frozen.`);
      Object.defineProperty(this, name, {
        value: own,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    },
    enumerable: false,
    configurable: false,
  });
}
