/** What a strategy may be called. */
export const STRATEGY_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Whether a strategy may be called this. */
export function isStrategyName(value: unknown): value is string {
  return typeof value === 'string' && STRATEGY_NAME.test(value);
}
