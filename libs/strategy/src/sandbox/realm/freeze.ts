import { isObject } from './measures.js';

// What user code may set on objects of its own although the prototype's property of that name is frozen.
const OFTEN_OVERRIDDEN: [object, string[]][] = [
  [Object.prototype, ['constructor', 'toString', 'valueOf', 'hasOwnProperty']],
  [Error.prototype, ['constructor', 'message', 'name', 'toString']],
  [TypeError.prototype, ['constructor', 'message', 'name']],
  [RangeError.prototype, ['constructor', 'message', 'name']],
];

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

/** One function of each kind, whose prototypes no global names. */
export function functionKinds(): object[] {
  return [() => undefined, async () => undefined, function* () {}, async function* () {}];
}
