/** A function of the language, with the receiver and the arguments that it gets. */
export type Native = (this: unknown, ...args: unknown[]) => unknown;

type Check = (receiver: unknown) => void;

/** What a native method may be asked of a receiver; throws a RangeError otherwise. */
type Guarded = (parts: { native: Native; check: Check; apply: typeof Reflect.apply }) => Native;

const { apply } = Reflect;
let guards = 0;

/** Puts a check before each of an owner's methods, which V8 still inlines. */
export function guard(owner: object, names: readonly string[], check: Check): void {
  for (const name of names) {
    const native = methodOf(owner, name);
    put(owner, name, guardOf(name)({ native, check, apply }));
  }
}

/** Puts another method in place of an owner's, made from it; its length and its attributes stay. */
export function replace(owner: object, name: PropertyKey, made: (native: Native) => Native): void {
  put(owner, name, made(methodOf(owner, name)));
}

// Of a text of its own for each: functions of one text share what V8 learns, and it inlines what only one of them calls.
function guardOf(name: string): Guarded {
  // V8 takes for constant what is declared so.
  const text = `'use strict'; // ${guards++}
    const { native, check, apply } = parts;
    return { ${name}(...args) { check(this); return apply(native, this, args); } }.${name};`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- before user code, which gets no such way
  return new Function('parts', text) as Guarded;
}

function methodOf(owner: object, name: PropertyKey): Native {
  return Reflect.get(owner, name) as Native;
}

function put(owner: object, name: PropertyKey, made: Native): void {
  const native = methodOf(owner, name);
  Object.defineProperty(made, 'length', { value: native.length });
  Object.defineProperty(made, 'name', { value: native.name });
  Object.defineProperty(owner, name, { value: made });
}
