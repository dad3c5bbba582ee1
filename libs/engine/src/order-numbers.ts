/** A value that has to be a number; throws a RangeError that names it otherwise. */
export function finite(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new RangeError(`${name} must be a number, got ${String(value)}.`);
}

/** A value that has to be a number above 0; throws as {@link finite}. */
export function positive(name: string, value: unknown): number {
  if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return value;
  throw new RangeError(`${name} must be a number above 0, got ${String(value)}.`);
}

/** A value that has to be a number from 0 up; throws as {@link finite}. */
export function notNegative(name: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) return value;
  throw new RangeError(`${name} must be a number from 0 up, got ${String(value)}.`);
}

/** A value that has to be a whole number from `least` up; throws as {@link finite}. */
export function atLeast(name: string, value: unknown, least: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
  throw new RangeError(`${name} must be a whole number from ${least} up, got ${String(value)}.`);
}
