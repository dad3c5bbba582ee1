import { type Text, text } from '@app/platform';
import { isTime } from './bar-rules.js';

/** Is one funding rate: a fraction of the position's value, paid by longs when positive, at an exact time (epoch ms). */
export interface Rate {
  timeMs: number;
  rate: number;
}

/** Lists the rules that a rate of an upload can break, each with what it says. */
export const RATE_RULES = {
  'not-finite': text('a rate must be a finite number', '费率必须是有限数字'),
  // Exchanges cap rates at a few percent; beyond 1 it is a percentage, or a price in the wrong column.
  'rate-out-of-range': text(
    'a rate must be from -1 to 1, as a fraction',
    '费率必须在 -1 到 1 之间（小数形式）',
  ),
  'time-out-of-range': text(
    'time must be a whole millisecond of the years 1 to 9999',
    'time 必须是公元 1 至 9999 年间的整毫秒时间',
  ),
  'others-rate': text(
    'a stored rate of a series that another user began may only be changed by that user or an admin',
    '其他用户创建的序列中已存的费率，只有该用户或管理员可以更改',
  ),
} satisfies Record<string, Text>;

/** Names one rule; the names are stable. */
export type RateRule = keyof typeof RATE_RULES;

/** Returns the first rule that a rate breaks by itself, or undefined. */
export function brokenRateRule({ rate, timeMs }: Rate): RateRule | undefined {
  if (!Number.isFinite(rate)) return 'not-finite';
  if (!isTime(timeMs)) return 'time-out-of-range';
  return Math.abs(rate) > 1 ? 'rate-out-of-range' : undefined;
}
