import { replace } from './native.js';

// What an entry takes while a table grows: itself, and two in the next table, which has to be there at once.
const BYTES_AN_ENTRY = 112;

const { apply } = Reflect;

let most = Infinity;

/** Bounds maps and sets from now on by the memory that there is for all. */
export function boundEntries(megabytes: number): void {
  most = Math.floor((megabytes * 2 ** 20) / BYTES_AN_ENTRY);
}

/** Bounds how many entries a map or a set has: where no room is left for a larger table, V8 gives the whole isolate up. */
export function boundMaps(): void {
  const size = getterOf(Map.prototype);
  const { has } = Map.prototype;
  replace(
    Map.prototype,
    'set',
    (native) =>
      ({
        set(this: unknown, key: unknown, value: unknown): unknown {
          if (apply(size, this, []) >= most && !apply(has, this, [key])) throw tooMany();
          return apply(native, this, [key, value]);
        },
      }).set,
  );
  const count = getterOf(Set.prototype);
  const { has: holds } = Set.prototype;
  replace(
    Set.prototype,
    'add',
    (native) =>
      ({
        add(this: unknown, value: unknown): unknown {
          if (apply(count, this, []) >= most && !apply(holds, this, [value])) throw tooMany();
          return apply(native, this, [value]);
        },
      }).add,
  );
}

function getterOf(owner: object): () => number {
  return Reflect.getOwnPropertyDescriptor(owner, 'size')?.get as () => number;
}

function tooMany(): RangeError {
  return new RangeError(`A map or set of more than ${most} entries takes too much memory.`);
}
