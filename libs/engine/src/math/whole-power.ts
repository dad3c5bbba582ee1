const SPLITTER = 134_217_729;

/** `x` to a whole power, rounded once: the product is kept as an unevaluated sum of two doubles (Dekker 1971). */
export function wholePower(x: number, exponent: number): number {
  let [high, low] = [1, 0];
  let [baseHigh, baseLow] = [x, 0];
  for (let n = Math.abs(exponent); n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) [high, low] = product(high, low, baseHigh, baseLow);
    [baseHigh, baseLow] = product(baseHigh, baseLow, baseHigh, baseLow);
  }
  return exponent < 0 ? 1 / (high + low) : high + low;
}

function product(a: number, aLow: number, b: number, bLow: number): [number, number] {
  const high = a * b;
  if (!Number.isFinite(high)) return [high, 0];
  const [a1, a2] = split(a);
  const [b1, b2] = split(b);
  const low = a1 * b1 - high + a1 * b2 + a2 * b1 + a2 * b2 + (a * bLow + aLow * b);
  const sum = high + low;
  return [sum, low - (sum - high)];
}

function split(x: number): [number, number] {
  const scaled = SPLITTER * x;
  const high = scaled - (scaled - x);
  return [high, x - high];
}
