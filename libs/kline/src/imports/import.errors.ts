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
    ['None of the {rows} rows can be stored.', '{rows} 行中没有一行可以存储。'],
    [
      'GET kline/imports/{id}/rejected says why; a dry run does too.',
      '原因见 GET kline/imports/{id}/rejected，也可先试运行。',
    ],
  ],
  'kline/adjustments-missing': [
    422,
    [
      'There are no factors of {symbol} to adjust its prices by.',
      '没有 {symbol} 的复权因子，无法调整价格。',
    ],
    [
      'Import a LEAN factor file of the symbol first, or send adjust=false.',
      '请先导入该交易对的 LEAN 因子文件，或使用 adjust=false。',
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
