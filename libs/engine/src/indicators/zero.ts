/** The distance from zero below which TA-Lib 0.6 treats a number as zero. */
export const EPSILON = 1e-14;

/** Tells whether TA-Lib 0.6 treats a number as zero. */
export function isZero(value: number): boolean {
  return -EPSILON < value && value < EPSILON;
}
