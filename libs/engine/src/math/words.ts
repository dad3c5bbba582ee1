const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
// Which of the two words is the high one depends on the machine's byte order.
double[0] = 1;
const HIGH = words[1] === 0 ? 0 : 1;
const LOW = 1 - HIGH;

/** The high 32 bits of a double, signed. */
export function highWord(x: number): number {
  double[0] = x;
  return words[HIGH] | 0;
}

/** The low 32 bits of a double, unsigned. */
export function lowWord(x: number): number {
  double[0] = x;
  return words[LOW];
}

/** The double made of a high and a low word. */
export function fromWords(high: number, low: number): number {
  words[HIGH] = high;
  words[LOW] = low;
  return double[0];
}

/** `x` with another high word. */
export function withHigh(x: number, high: number): number {
  double[0] = x;
  words[HIGH] = high;
  return double[0];
}

/** `x` with its low word cleared. */
export function truncated(x: number): number {
  double[0] = x;
  words[LOW] = 0;
  return double[0];
}

/** `x` times 2 to the power `n`, rounded once (fdlibm's s_scalbn.c). */
export function scaled(x: number, n: number): number {
  const high = highWord(x);
  let k = (high & 0x7ff00000) >> 20;
  if (k === 0) {
    if (x === 0) return x;
    return scaled(x * 18014398509481984, n - 54);
  }
  if (k === 0x7ff) return x;
  k += n;
  if (k > 0x7fe) return x > 0 ? Infinity : -Infinity;
  if (k > 0) return withHigh(x, (high & 0x800fffff) | (k << 20));
  if (k <= -54) return x > 0 ? 0 : -0;
  return withHigh(x, (high & 0x800fffff) | ((k + 54) << 20)) * 5.551115123125783e-17;
}
