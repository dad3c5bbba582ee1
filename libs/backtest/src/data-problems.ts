import { AppError, text, type Problem } from '@app/platform';

const NO_SYMBOL = text('has no stored bars', '没有存储的K线');
const NO_TIMEFRAME = text(
  'has no stored bars, and no finer ones to build them from{why}',
  '没有存储的K线，也没有可用于合成的更细周期{why}',
);
const NO_RANGE = text('starts a range without bars', '起始的范围内没有K线');
const RANGE_ENDS = text('ends a range without bars', '结束的范围内没有K线');
const NO_RATES = text('has no funding rates in the range', '在该范围内没有资金费率');
const NOT_KNOWN = text('is a time whose data are not known', '对应的时间没有可用的数据');

/** Says by which field of a request a symbol and its timeframe were named. */
export interface NamedBy {
  symbol: 'symbol' | 'symbols' | 'benchmark';
  timeframe: 'timeframe' | 'detail_timeframe' | 'benchmark';
}

/** Names the fields of a request because of which no bars are found: the symbol, its timeframe or the range. */
export function noBarsProblems({ symbol, timeframe }: NamedBy, cause: AppError | null): Problem[] {
  if (cause?.code === 'kline/symbol-unknown') return [{ field: symbol, problem: NO_SYMBOL }];
  if (cause?.code === 'kline/timeframe-unknown') {
    return [{ field: timeframe, problem: NO_TIMEFRAME, values: cause.values }];
  }
  return [
    { field: 'start_date', problem: NO_RANGE },
    { field: 'end_date', problem: RANGE_ENDS },
  ];
}

/** Names, of a choice of funding, what has no rates in the range. */
export function noRatesProblems(
  without: string[],
  sources: ReadonlyMap<string, string>,
): Problem[] {
  return without.map((source) => {
    const named = [...sources].find(([symbol, each]) => each === source && symbol !== source);
    return { field: named ? `funding.${named[0]}` : 'funding', problem: NO_RATES };
  });
}

/** Names `data_as_of` in a failure to know or to hold the data of a past time; others stay as they are. */
export function withAsOf(error: unknown): unknown {
  if (!(error instanceof AppError) || !AS_OF_CODES.has(error.code)) return error;
  const { definition, values } = error;
  const details = [{ field: 'data_as_of', problem: NOT_KNOWN }];
  return new AppError(definition, { values, details, cause: error });
}

const AS_OF_CODES = new Set(['kline/version-unknown', 'kline/version-expired']);
