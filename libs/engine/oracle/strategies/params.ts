import { Difference } from '../tolerance.js';

/** The parameters of an oracle's strategy; null is not given. */
export type OracleParams = Record<string, number | string | boolean | null>;

/** A parameter that is a number, or the fallback where it is not there; throws a Difference for anything else. */
export function number(params: OracleParams, name: string, fallback: number): number {
  const value = Object.hasOwn(params, name) ? params[name] : fallback;
  if (typeof value === 'number') return value;
  throw new Difference(`strategy_params.${name} is ${String(value)}, not a number`);
}

/** The size as an option of an order: none means all. */
export function sizeOf(params: OracleParams): { size?: number } {
  return typeof params.size === 'number' ? { size: params.size } : {};
}
