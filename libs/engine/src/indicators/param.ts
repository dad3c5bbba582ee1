/**
 * One numeric parameter of an indicator: its name as in TA-Lib, default, inclusive range, and
 * whether it is whole.
 */
export interface Param {
  readonly name: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
}

/** TA-Lib's longest period, in bars. */
export const MAX_PERIOD = 100_000;

/** TA-Lib's bound for real parameters. */
export const MAX_REAL = 3e37;

/** Describes a period in bars. */
export function periodParam(name: string, fallback: number, min: number): Param {
  return { name, default: fallback, min, max: MAX_PERIOD, integer: true };
}

/** Describes a real number. */
export function realParam(name: string, fallback: number, min = -MAX_REAL, max = MAX_REAL): Param {
  return { name, default: fallback, min, max, integer: false };
}

/**
 * Describes a choice of moving average by TA-Lib's numbers: 0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5
 * TRIMA, 6 KAMA, 7 MAMA, 8 T3.
 */
export function maTypeParam(name: string): Param {
  return { name, default: 0, min: 0, max: 8, integer: true };
}

/**
 * Throws a RangeError naming the indicator, the parameter, the value and the allowed range when a
 * value is outside it.
 */
export function checkParams(
  indicator: string,
  params: readonly Param[],
  values: readonly number[],
): void {
  for (let i = 0; i < params.length; i++) {
    const { name, min, max, integer } = params[i];
    const value: unknown = values[i];
    const fits = typeof value === 'number' && value >= min && value <= max;
    if (fits && (!integer || Number.isInteger(value))) continue;
    const kind = integer ? 'a whole number' : 'a number';
    throw new RangeError(
      `${indicator}: ${name} must be ${kind} from ${min} to ${max}, got ${String(value)}.`,
    );
  }
}
