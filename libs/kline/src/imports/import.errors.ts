import { defineErrors } from '@app/platform';

/** Declares the failures of imports; those of the work itself stand in the status of an import. */
export const importErrors = defineErrors({
  'kline/import-not-found': [
    404,
    ['There is no import {id}.', '导入任务 {id} 不存在。'],
    ['GET kline/imports lists yours.', '您的导入任务见 GET kline/imports。'],
  ],
  'kline/import-not-stoppable': [
    400,
    ['The import is {status} and cannot be stopped.', '导入任务状态为 {status}，无法停止。'],
    [
      'Only an import that is PENDING or RUNNING can be stopped.',
      '只有 PENDING 或 RUNNING 状态的导入可以停止。',
    ],
  ],
  'kline/import-empty': [
    400,
    ['The file is empty.', '文件为空。'],
    ['Send a file with at least one row.', '请上传至少包含一行数据的文件。'],
  ],
  'kline/import-unreadable': [
    422,
    ['The file cannot be read: {reason}', '无法读取该文件：{reason}'],
    [
      'See details; format, columns and timezone say how to read a file whose form cannot be told by looking.',
      '见 details；无法自动识别时可用 format、columns 和 timezone 指定读取方式。',
    ],
  ],
  'kline/dry-run-running': [
    429,
    ['A dry run of yours is reading its file already.', '您已有一个试运行正在读取文件。'],
    ['Try again when it has ended.', '请在其结束后重试。'],
  ],
  'kline/dry-runs-busy': [
    503,
    ['{limit} dry runs are reading their files already.', '已有 {limit} 个试运行正在读取文件。'],
    [
      'Try again when one of them has ended, or import the file: imports wait in a queue.',
      '请在其中之一结束后重试，或直接导入：导入任务会排队。',
    ],
  ],
  'kline/import-symbol-missing': [
    422,
    ['The file does not tell its symbol.', '文件中没有交易对信息。'],
    ['Send it as the field symbol.', '请用 symbol 字段指定。'],
  ],
  'kline/import-timeframe-missing': [
    422,
    ['The file does not tell its timeframe.', '无法从文件中得知时间框架。'],
    ['Send it as the field timeframe.', '请用 timeframe 字段指定。'],
  ],
  'kline/import-mixed': [
    422,
    [
      '{clashing} of {rows} rows say something else than an earlier row of the same time.',
      '{rows} 行中有 {clashing} 行与同一时间的前一行不一致。',
    ],
    [
      'It looks like several symbols or timeframes in one file; import each on its own.',
      '文件可能混有多个交易对或时间框架，请分别导入。',
    ],
  ],
  'kline/import-conflict': [
    409,
    [
      '{differing} rows differ from what is stored, and on_conflict is fail.',
      '有 {differing} 行与已存数据不同，而 on_conflict 为 fail。',
    ],
    [
      'The import shows the first of them; send on_conflict=replace or keep.',
      '导入结果列出了其中的前几行；请使用 on_conflict=replace 或 keep。',
    ],
  ],
  'kline/import-no-rows': [
    422,
    [
      'None of the {rows} rows can be stored: {reason}.{why}',
      '{rows} 行中没有一行可以存储：{reason}。{why}',
    ],
    [
      'GET kline/imports/{id}/rejected says why; a dry run does too.',
      '原因见 GET kline/imports/{id}/rejected，也可先试运行。',
    ],
  ],
  'kline/import-factors-unfit': [
    422,
    [
      'The file of the field factors holds {kind}, and no splits, dividends or factors.',
      'factors 字段的文件内容为 {kind}，不是拆股、分红或因子。',
    ],
    [
      'Send the prices as the field file, and a LEAN factor file or splits and dividends as the field factors.',
      '请用 file 字段上传价格，用 factors 字段上传 LEAN 因子文件或拆股与分红。',
    ],
  ],
  'kline/import-factors-unreadable': [
    422,
    [
      'The file of the field factors cannot be read: {reason}',
      '无法读取 factors 字段的文件：{reason}',
    ],
    [
      'Send a LEAN factor file or splits and dividends as the field factors, or leave it out.',
      '请在 factors 字段中上传 LEAN 因子文件或拆股与分红，或不使用该字段。',
    ],
  ],
  'kline/adjustments-missing': [
    422,
    [
      'There are no splits, dividends or factors of {symbol} to adjust its prices by.',
      '没有 {symbol} 的拆股、分红或复权因子，无法调整价格。',
    ],
    [
      'Import a LEAN factor file or the splits and dividends of the symbol first, or send adjust=false.',
      '请先导入该交易对的 LEAN 因子文件或拆股与分红，或使用 adjust=false。',
    ],
  ],
  'kline/adjustments-others': [
    403,
    [
      'The splits, dividends and factors of {symbol} are for the user who first stored something of it.',
      '{symbol} 的拆股、分红和因子只能由最先存储其数据的用户更改。',
    ],
    [
      'Ask that user or an admin, or import under a symbol of your own.',
      '请联系该用户或管理员，或使用自己的交易对名称导入。',
    ],
  ],
  'kline/adjustments-unknown': [
    404,
    [
      'There are no splits, dividends or factors of {symbol}.',
      '没有 {symbol} 的拆股、分红或复权因子。',
    ],
    ['Names keep their case.', '名称区分大小写。'],
  ],
  'kline/dividend-uncovered': [
    422,
    [
      'The file ends before the dividend of {date}, so the close before that day is not known.',
      '文件在 {date} 的分红之前结束，无法得知该日之前的收盘价。',
    ],
    [
      'Send a file that goes on to that day, or import a LEAN factor file of the symbol.',
      '请上传包含该日的文件，或导入该交易对的 LEAN 因子文件。',
    ],
  ],
  'kline/dividend-too-large': [
    422,
    [
      'The dividend of {date} is {paid} for a share whose close before was {close}.',
      '{date} 的分红为每股 {paid}，而此前的收盘价为 {close}。',
    ],
    [
      'Prices and dividends must be as they were at the time; see whether one of them is adjusted already.',
      '价格与分红必须都是当时的原始值；请检查其中之一是否已复权。',
    ],
  ],
  'kline/worker-lost': [
    500,
    ['The worker was lost {attempts} times.', '工作进程丢失 {attempts} 次。'],
    [
      'Nothing was written. Import the file again, and look into the log of the worker.',
      '没有写入任何数据。请重新导入，并查看 worker 日志。',
    ],
  ],
  'kline/import-failed': [
    500,
    ['The import failed inside the server.', '导入时服务器内部错误。'],
    [
      'Nothing was written. Look for the id of the import in the log of the worker.',
      '没有写入任何数据。请在 worker 日志中查找该导入编号。',
    ],
  ],
});
