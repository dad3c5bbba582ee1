import { isTimeframe, TIMEFRAMES } from '@app/engine';
import { isSymbol, type SeriesBar, SYMBOL_TEXT } from '@app/kline';
import { text } from '@app/platform';
import { isAbsent, UploadProblems } from './upload-problems.js';

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
const MAX_TRADES = 2_147_483_647;
const NOT_A_COUNT = text('must be a whole number up to {max}', '必须是不超过 {max} 的整数');
const NOT_A_TIMEFRAME = text('must be one of {known}', '必须是以下之一：{known}');

/** Reads the bars of an upload; throws `request/invalid` that lists what is malformed, at most 50 by field. */
export function readUpload(body: readonly unknown[]): SeriesBar[] {
  const check = new UploadCheck();
  const bars: SeriesBar[] = [];
  for (const [index, item] of body.entries()) {
    const bar = check.bar(index, item);
    if (bar) bars.push(bar);
  }
  check.problems.throwIfAny();
  return bars;
}

class UploadCheck {
  readonly problems = new UploadProblems(NAMES);
  private readonly symbols = new Set<string>();

  bar(index: number, item: unknown): SeriesBar | undefined {
    const { problems } = this;
    const before = problems.count;
    const row = problems.row(index, item);
    if (!row) return undefined;
    const bar = {
      symbol: this.symbol(index, row.symbol),
      timeframe: this.timeframe(index, row.timeframe),
      openTimeMs: problems.time(index, 'open_time', row.open_time),
      open: problems.number(index, 'open', row.open),
      high: problems.number(index, 'high', row.high),
      low: problems.number(index, 'low', row.low),
      close: problems.number(index, 'close', row.close),
      volume: problems.number(index, 'volume', row.volume),
      quoteVolume: this.optionalNumber(index, row.quote_volume),
      trades: this.optionalCount(index, row.trades),
    };
    return problems.count === before ? bar : undefined;
  }

  private symbol(index: number, value: unknown): string {
    if (typeof value === 'string' && this.symbols.has(value)) return value;
    if (isSymbol(value)) {
      this.symbols.add(value);
      return value;
    }
    this.problems.wrong(index, 'symbol', value, { problem: SYMBOL_TEXT });
    return '';
  }

  private timeframe(index: number, value: unknown): SeriesBar['timeframe'] {
    if (isTimeframe(value)) return value;
    const known = TIMEFRAMES.join(', ');
    const told = { problem: NOT_A_TIMEFRAME, values: { known } };
    this.problems.wrong(index, 'timeframe', value, told);
    return '1m';
  }

  private optionalNumber(index: number, value: unknown): number | null {
    return isAbsent(value) ? null : this.problems.number(index, 'quote_volume', value);
  }

  private optionalCount(index: number, value: unknown): number | null {
    if (isAbsent(value)) return null;
    const count = this.problems.number(index, 'trades', value);
    if (Number.isInteger(count) && Math.abs(count) <= MAX_TRADES) return count;
    const told = { problem: NOT_A_COUNT, values: { max: MAX_TRADES } };
    this.problems.wrong(index, 'trades', value, told);
    return null;
  }
}
