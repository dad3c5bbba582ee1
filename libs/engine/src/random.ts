/** A named stream of random numbers: Blackman and Vigna's xoshiro128**, the same on every machine. */
export class Random {
  readonly #state: Uint32Array;

  /** Starts the stream of `name` for a 32-bit seed; other names give other streams. */
  constructor(seed: number, name = '') {
    this.#state = seededState(seed, name);
  }

  /** The next whole number from 0 to 2³² − 1. */
  nextInt(): number {
    const s = this.#state;
    const product = Math.imul(s[1], 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result;
  }

  /** The next number in [0, 1), of 53 random bits. */
  next(): number {
    const high = this.nextInt() >>> 5;
    const low = this.nextInt() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  }

  /** The four words of the state, for comparing where two streams stand. */
  words(): readonly number[] {
    return [...this.#state];
  }
}

// FNV-1a mixes the name into the seed; splitmix32 spreads it over the state, which must not be all zero.
function seededState(seed: number, name: string): Uint32Array {
  let mixed = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < name.length; i++) {
    mixed = Math.imul(mixed ^ name.charCodeAt(i), 0x01000193) >>> 0;
  }
  const state = new Uint32Array(4);
  for (let i = 0; i < 4; i++) {
    mixed = (mixed + 0x9e3779b9) >>> 0;
    let z = mixed;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    state[i] = z ^ (z >>> 15);
  }
  if (state.every((word) => word === 0)) state[0] = 1;
  return state;
}
