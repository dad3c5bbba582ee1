import { MAX_TIME_MS, MIN_TIME_MS, type Text, text } from '@app/platform';
import type { BarBatch } from './bar-batch.js';
import type { Bar } from './bar.js';

/** Lists the rules that a bar of an upload can break, each with what it says. */
export const BAR_RULES = {
  'not-finite': text('prices and volumes must be finite numbers', '价格和成交量必须是有限数字'),
  // A price of 0 is nearly always a hole in the file; below 0 every return and cash size loses its meaning.
  'price-not-positive': text('prices must be greater than 0', '价格必须大于 0'),
  // Beyond these, sums of figures and products of returns leave what a double holds.
  'price-out-of-range': text('prices must be from 1e-15 to 1e15', '价格必须在 1e-15 到 1e15 之间'),
  'high-not-highest': text('high must be the highest price', 'high 必须是最高价'),
  'low-not-lowest': text('low must be the lowest price', 'low 必须是最低价'),
  'volume-negative': text('volumes must not be negative', '成交量不能为负'),
  'volume-out-of-range': text('volumes must be at most 1e18', '成交量不能超过 1e18'),
  'trades-negative': text('the number of trades must not be negative', '成交笔数不能为负'),
  'trades-not-whole': text(
    'the number of trades must be a whole number of at most 2147483647',
    '成交笔数必须是不超过 2147483647 的整数',
  ),
  'open-time-out-of-range': text(
    'open_time must be a whole millisecond of the years 1 to 9999',
    'open_time 必须是公元 1 至 9999 年间的整毫秒时间',
  ),
  'open-time-off-grid': text(
    'open_time must lie on the grid of the series',
    'open_time 必须位于该序列的时间网格上',
  ),
  'others-bar': text(
    'a stored bar of a series that another user began may only be changed by that user or an admin',
    '其他用户创建的序列中已存的K线，只有该用户或管理员可以更改',
  ),
} satisfies Record<string, Text>;

const MIN_PRICE = 1e-15;
const MAX_PRICE = 1e15;
const MAX_VOLUME = 1e18;
const MAX_TRADES = 2_147_483_647;

/** Names one rule; the names are stable. */
export type BarRule = keyof typeof BAR_RULES;

/** Returns the first rule that the figures of a bar break, or undefined. */
export function brokenRule(bar: Bar): BarRule | undefined {
  const { open, high, low, close, volume } = bar;
  const quoteVolume = bar.quoteVolume ?? 0;
  // A sum of finite numbers may overflow, so each is asked.
  if (!areFinite(open, high, low, close, volume, quoteVolume)) return 'not-finite';
  if (open <= 0 || high <= 0 || low <= 0 || close <= 0) return 'price-not-positive';
  if (!areWithin(open, high, low, close)) return 'price-out-of-range';
  if (high < open || high < close || high < low) return 'high-not-highest';
  if (low > open || low > close) return 'low-not-lowest';
  if (volume < 0 || quoteVolume < 0) return 'volume-negative';
  if (volume > MAX_VOLUME || quoteVolume > MAX_VOLUME) return 'volume-out-of-range';
  if (!isTime(bar.openTimeMs)) return 'open-time-out-of-range';
  return brokenTradesRule(bar.trades ?? 0);
}

/** Says of row `i` of columns, where NaN is what was not given, that it breaks no rule that {@link brokenRule} knows, and costs no memory; of those that do, and of bars without a volume, it says no. */
export function isSoundRow(bars: BarBatch, i: number): boolean {
  const high = bars.high[i];
  const low = bars.low[i];
  const open = bars.open[i];
  const close = bars.close[i];
  const volume = bars.volume[i];
  const quoteVolume = bars.quoteVolume[i];
  const trades = bars.trades[i];
  // A figure that is NaN compares with nothing.
  return (
    high >= open &&
    high >= close &&
    low <= open &&
    low <= close &&
    high <= MAX_PRICE &&
    low >= MIN_PRICE &&
    volume >= 0 &&
    volume <= MAX_VOLUME &&
    (Number.isNaN(quoteVolume) || (quoteVolume >= 0 && quoteVolume <= MAX_VOLUME)) &&
    (Number.isNaN(trades) || brokenTradesRule(trades) === undefined) &&
    isTime(bars.time[i])
  );
}

/** Says whether a time (epoch ms) is one that can be stored: a whole millisecond of the years 1 to 9999. */
export function isTime(timeMs: number): boolean {
  return Number.isInteger(timeMs) && timeMs >= MIN_TIME_MS && timeMs < MAX_TIME_MS;
}

function brokenTradesRule(trades: number): BarRule | undefined {
  if (trades < 0) return 'trades-negative';
  return Number.isInteger(trades) && trades <= MAX_TRADES ? undefined : 'trades-not-whole';
}

function areFinite(...values: number[]): boolean {
  return values.every(Number.isFinite);
}

function areWithin(...prices: number[]): boolean {
  return prices.every((price) => price >= MIN_PRICE && price <= MAX_PRICE);
}
