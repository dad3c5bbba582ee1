const float = new Float64Array(1);
// Every platform Node runs on is little-endian: the second word holds sign, exponent and the top of
// the fraction.
const words = new Int32Array(float.buffer);

/** Returns the upper 32 bits of a double as a signed integer. */
export function highWord(x: number): number {
  float[0] = x;
  return words[1];
}

/** Returns the lower 32 bits of a double as a signed integer. */
export function lowWord(x: number): number {
  float[0] = x;
  return words[0];
}

/** Returns the double made of the given upper and lower 32 bits. */
export function fromWords(high: number, low: number): number {
  words[1] = high;
  words[0] = low;
  return float[0];
}

/** Returns `x` with its upper 32 bits replaced. */
export function withHighWord(x: number, high: number): number {
  float[0] = x;
  words[1] = high;
  return float[0];
}

/** Returns `x` with its lower 32 bits cleared, so that products of two such numbers are exact. */
export function upperHalf(x: number): number {
  float[0] = x;
  words[0] = 0;
  return float[0];
}

/** Returns `x` × 2^`n`, rounded once even where the result is subnormal. */
export function scale(x: number, n: number): number {
  let value = x;
  let left = n;
  while (left > 1023) {
    value *= powerOfTwo(1023);
    left -= 1023;
  }
  while (left < -1022) {
    // 53 bits are held back so that only the last product rounds.
    value *= powerOfTwo(-1022 + 53);
    left += 1022 - 53;
  }
  return value * powerOfTwo(left);
}

function powerOfTwo(n: number): number {
  return fromWords((0x3ff + n) << 20, 0);
}
