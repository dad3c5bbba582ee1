import { isTimeframe, TIMEFRAMES } from '@app/engine';
import { isSymbol, type SeriesBar, SYMBOL_TEXT } from '@app/kline';
import { AppError, parseTime, platformErrors, type Problem, text, TIME_TEXT } from '@app/platform';
import { NOT_AN_OBJECT, REQUIRED, unknownName } from '../http/validation-texts.js';

type Fields = Record<string, unknown>;
type Told = Omit<Problem, 'field'>;

const NAMES = [
  'symbol',
  'timeframe',
  'open_time',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'quote_volume',
  'trades',
];
const KNOWN = new Set(NAMES);
const MAX_LISTED = 50;
const MAX_TRADES = 2_147_483_647;
const NOT_A_NUMBER = text('must be a number', '必须是数字');
const NOT_A_COUNT = text('must be a whole number up to {max}', '必须是不超过 {max} 的整数');
const NOT_A_TIMEFRAME = text('must be one of {known}', '必须是以下之一：{known}');
const MORE = text('and {count} more problems', '另有 {count} 处错误');

/** Reads the bars of an upload; throws `request/invalid` that lists what is malformed, at most 50 by field. */
export function readUpload(body: readonly unknown[]): SeriesBar[] {
  const check = new UploadCheck();
  const bars: SeriesBar[] = [];
  for (const [index, item] of body.entries()) {
    const bar = check.bar(index, item);
    if (bar) bars.push(bar);
  }
  check.throwIfBroken();
  return bars;
}

/** Checks bars by hand: 10,000 of them through a validation library would hold the process for a second. */
class UploadCheck {
  private readonly listed: Problem[] = [];
  private readonly symbols = new Set<string>();
  private count = 0;

  bar(index: number, item: unknown): SeriesBar | undefined {
    const before = this.count;
    if (!isObject(item)) {
      this.tell(index, '', { problem: NOT_AN_OBJECT });
      return undefined;
    }
    this.refuseUnknown(index, item);
    const bar = {
      symbol: this.symbol(index, item.symbol),
      timeframe: this.timeframe(index, item.timeframe),
      openTimeMs: this.openTime(index, item.open_time),
      open: this.number(index, 'open', item.open),
      high: this.number(index, 'high', item.high),
      low: this.number(index, 'low', item.low),
      close: this.number(index, 'close', item.close),
      volume: this.number(index, 'volume', item.volume),
      quoteVolume: this.optionalNumber(index, item.quote_volume),
      trades: this.optionalCount(index, item.trades),
    };
    return this.count === before ? bar : undefined;
  }

  throwIfBroken(): void {
    if (this.count === 0) return;
    const more = this.count - this.listed.length;
    const rest = more > 0 ? [{ field: '', problem: MORE, values: { count: more } }] : [];
    throw new AppError(platformErrors['request/invalid'], {
      values: { count: this.count },
      details: [...this.listed, ...rest],
    });
  }

  private refuseUnknown(index: number, item: Fields): void {
    for (const name of Object.keys(item)) {
      if (!KNOWN.has(name)) this.tell(index, name, () => unknownName(name, NAMES));
    }
  }

  private symbol(index: number, value: unknown): string {
    if (typeof value === 'string' && this.symbols.has(value)) return value;
    if (isSymbol(value)) {
      this.symbols.add(value);
      return value;
    }
    this.wrong(index, 'symbol', value, { problem: SYMBOL_TEXT });
    return '';
  }

  private timeframe(index: number, value: unknown): SeriesBar['timeframe'] {
    if (isTimeframe(value)) return value;
    const known = TIMEFRAMES.join(', ');
    this.wrong(index, 'timeframe', value, { problem: NOT_A_TIMEFRAME, values: { known } });
    return '1m';
  }

  private openTime(index: number, value: unknown): number {
    const timeMs = parseTime(value);
    if (timeMs === undefined) this.wrong(index, 'open_time', value, { problem: TIME_TEXT });
    return timeMs ?? 0;
  }

  private number(index: number, name: string, value: unknown): number {
    // Adding 0 turns -0, which PostgreSQL's text form would not keep, into 0.
    if (typeof value === 'number') return value + 0;
    this.wrong(index, name, value, { problem: NOT_A_NUMBER });
    return 0;
  }

  private optionalNumber(index: number, value: unknown): number | null {
    return isAbsent(value) ? null : this.number(index, 'quote_volume', value);
  }

  private optionalCount(index: number, value: unknown): number | null {
    if (isAbsent(value)) return null;
    const count = this.number(index, 'trades', value);
    if (Number.isInteger(count) && Math.abs(count) <= MAX_TRADES) return count;
    this.wrong(index, 'trades', value, { problem: NOT_A_COUNT, values: { max: MAX_TRADES } });
    return null;
  }

  private wrong(index: number, name: string, value: unknown, told: Told): void {
    this.tell(index, name, isAbsent(value) ? { problem: REQUIRED } : told);
  }

  private tell(index: number, name: string, told: Told | (() => Told)): void {
    this.count += 1;
    if (this.listed.length >= MAX_LISTED) return;
    const field = name ? `[${index}].${name}` : `[${index}]`;
    this.listed.push({ field, ...(typeof told === 'function' ? told() : told) });
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
