import { defineErrors } from '@app/platform';

/** Declares the failures of bars and series. */
export const klineErrors = defineErrors({
  'kline/symbol-unknown': [
    404,
    ['There are no bars of {symbol}.', '没有 {symbol} 的K线数据。'],
    [
      'GET kline/symbols lists what is stored; names keep their case.',
      '已存交易对见 GET kline/symbols，区分大小写。',
    ],
  ],
  'kline/timeframe-unknown': [
    404,
    [
      '{symbol} has no {timeframe} bars, and no finer ones to build them from{why}.',
      '{symbol} 没有 {timeframe} K线，也没有可用于合成的更细周期{why}。',
    ],
    ['It has {stored}.', '已有周期：{stored}。'],
  ],
  'kline/timeframe-not-stored': [
    404,
    ['{symbol} has no stored {timeframe} bars.', '{symbol} 没有存储 {timeframe} K线。'],
    ['GET kline/series lists what is stored.', '已存序列见 GET kline/series。'],
  ],
  'kline/timeframe-needed': [
    422,
    [
      '{symbol} is stored in several timeframes; say which one.',
      '{symbol} 存有多个周期，请指明其中之一。',
    ],
    ['Give timeframe: one of {stored}.', '请给出 timeframe，可选：{stored}。'],
  ],
  'kline/funding-unknown': [
    404,
    ['There are no funding rates of {name}.', '没有 {name} 的资金费率数据。'],
    [
      'Upload them with POST kline/{symbol}/funding; names keep their case.',
      '请通过 POST kline/{symbol}/funding 上传；名称区分大小写。',
    ],
  ],
  'kline/version-unknown': [
    422,
    ['Nothing of {name} was stored at {time}.', '{time} 时没有存储 {name} 的数据。'],
    [
      'GET kline/{symbol}/versions shows when its versions were made.',
      '各版本的时间见 GET kline/{symbol}/versions。',
    ],
  ],
  'kline/version-expired': [
    422,
    [
      '{name} as of {when} is no longer held: what was replaced since has been dropped.',
      '{name} 在 {when} 的版本已不再保留：其后被替换的数据已清除。',
    ],
    [
      'Ask for a later time. DATA_HISTORY_DAYS says how long what is replaced is kept.',
      '请使用更晚的时间。被替换的数据保留 DATA_HISTORY_DAYS 天。',
    ],
  ],
  'kline/range-invalid': [
    422,
    ['The range is empty or ends before it starts.', '时间范围为空，或结束早于开始。'],
    [
      'Give an end_date after start_date; a range is [start, end) by open time.',
      '请使 end_date 晚于 start_date；范围按开盘时间取 [start, end)。',
    ],
  ],
  'kline/range-too-large': [
    422,
    [
      'That would read {bars} bars; {limit} are allowed.',
      '这需要读取 {bars} 根K线，最多允许 {limit} 根。',
    ],
    [
      'Ask for a shorter range, or raise MAX_BACKTEST_BARS.',
      '请缩短范围，或调高 MAX_BACKTEST_BARS。',
    ],
  ],
  'kline/exports-busy': [
    503,
    ['{limit} exports of bars are running already.', '已有 {limit} 个K线导出正在进行。'],
    ['Try again when one of them is done.', '请在其中之一完成后重试。'],
  ],
  'kline/cursor-invalid': [
    422,
    ['The cursor does not belong to this query.', '游标不属于该查询。'],
    [
      'Repeat the query without a cursor, and keep its other fields while you follow next_cursor.',
      '请去掉游标重新查询；翻页时其他参数须保持不变。',
    ],
  ],
  'kline/upload-empty': [
    400,
    ['The upload is empty.', '上传内容为空。'],
    [
      'Send a JSON array of 1 to {limit} bars or rates.',
      '请发送含 1 到 {limit} 根K线或 1 到 {limit} 个费率的 JSON 数组。',
    ],
  ],
  'kline/upload-too-large': [
    400,
    [
      'The upload has {count} bars or rates; {limit} are allowed.',
      '上传了 {count} 条数据，最多允许 {limit} 条。',
    ],
    ['Send it in several uploads.', '请分多次上传。'],
  ],
});
