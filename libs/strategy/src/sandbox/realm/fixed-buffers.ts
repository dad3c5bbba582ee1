/** Lets no buffer grow: no limit counts what it may grow by, and V8 ends the process where there are too many that may. */
export function fixBuffers(): void {
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
