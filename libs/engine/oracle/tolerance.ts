/** The first thing in which a computed value differs from an oracle's, in words. */
export class Difference extends Error {
  override readonly name = 'Difference';
}

/** Throws a {@link Difference} unless two values are the same number or both null. */
export function same(what: string, got: unknown, want: unknown): void {
  const a = got ?? null;
  const b = want ?? null;
  if (Object.is(a, b) || (a === 0 && b === 0)) return;
  throw new Difference(`${what} is ${String(a)}, want ${String(b)}`);
}

/** Throws a {@link Difference} unless two values are close; null is NaN and "Infinity" is infinite. */
export function close(
  what: string,
  got: number | null | undefined,
  want: number | string | null | undefined,
  tolerance: number,
  scale = 0,
): void {
  const a = asNumber(got);
  const b = asNumber(want);
  if (!isClose(a, b, tolerance, scale)) throw new Difference(`${what} is ${a}, want ${b}`);
}

/** Whether |a − b| ≤ tolerance × max(|a|, |b|, scale); NaN is close to NaN only. */
export function isClose(a: number, b: number, tolerance: number, scale = 0): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b), scale);
}

/** The largest finite magnitude of a column. */
export function largest(column: readonly (number | null)[]): number {
  let most = 0;
  for (const value of column) {
    if (value !== null && Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  }
  return most;
}

/** A millionth of the largest magnitude of a column: below it, digits are noise. */
export function scaleOf(column: readonly (number | null)[]): number {
  return largest(column) * 1e-6;
}

/** The exactly rounded sum of a column (Shewchuk's partial sums). */
export function exactSum(values: Iterable<number>): number {
  const partials: number[] = [];
  for (const value of values) {
    let x = value;
    let kept = 0;
    for (let y of partials) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[kept++] = low;
      x = high;
    }
    partials.length = kept;
    partials.push(x);
  }
  let sum = 0;
  for (const partial of partials) sum += partial;
  return sum;
}

/** The number that an oracle writes: null is NaN, a text is infinite. */
export function asNumber(value: number | string | null | undefined): number {
  if (value === null || value === undefined) return NaN;
  return typeof value === 'number' ? value : Number(value);
}
