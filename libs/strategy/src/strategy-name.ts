/** What a strategy may be called. */
export const STRATEGY_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Says what a strategy's name must be. */
export const STRATEGY_NAME_RULE = {
  en: 'must be 1 to 100 letters, digits, dots, underscores or hyphens, and begin with a letter or digit',
  zh: '须为 1 到 100 个字母、数字、点、下划线或连字符，且以字母或数字开头',
} as const;

/** Whether a strategy may be called this. */
export function isStrategyName(value: unknown): value is string {
  return typeof value === 'string' && STRATEGY_NAME.test(value);
}
