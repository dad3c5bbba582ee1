import { defineErrors } from '@app/platform';

/** Declares the failures of runs: those of requests, and those that end a run (their status is of the request that reads them). */
export const backtestErrors = defineErrors({
  'backtest/not-found': [
    404,
    ['There is no backtest {id}.', '回测任务 {id} 不存在。'],
    ['GET backtest/history lists your runs.', '回测列表见 GET backtest/history。'],
  ],
  'backtest/no-result': [
    404,
    ['Backtest {id} is {status} and has no result.', '回测 {id} 状态为 {status}，没有结果。'],
    [
      'Read its status; a result is there once it is COMPLETED.',
      '请查询状态；COMPLETED 后才有结果。',
    ],
  ],
  'backtest/not-stoppable': [
    400,
    ['Backtest {id} is {status} and cannot be stopped.', '回测 {id} 状态为 {status}，无法停止。'],
    ['Only a PENDING or RUNNING run can be stopped.', '只能停止 PENDING 或 RUNNING 的任务。'],
  ],
  'backtest/still-running': [
    409,
    ['Backtest {id} is running and cannot be deleted.', '回测 {id} 正在执行，不能删除。'],
    ['Stop it first: POST backtest/{id}/stop.', '请先停止：POST backtest/{id}/stop。'],
  ],
  'backtest/idempotency-conflict': [
    409,
    [
      'This Idempotency-Key was used for another request in the last 24 hours.',
      '该 Idempotency-Key 在 24 小时内已用于其他请求。',
    ],
    ['Use a new key for a new run.', '新的回测请使用新的键。'],
  ],
  'backtest/too-long': [
    422,
    [
      'The range spans {days} days; {limit} are allowed.',
      '时间跨度为 {days} 天，最多允许 {limit} 天。',
    ],
    [
      'Ask for a shorter range, or raise MAX_BACKTEST_DURATION_DAYS.',
      '请缩短范围，或调高 MAX_BACKTEST_DURATION_DAYS。',
    ],
  ],
  'backtest/too-many-bars': [
    422,
    [
      'The range holds {bars} bars; {limit} are allowed.',
      '该范围有 {bars} 根K线，最多允许 {limit} 根。',
    ],
    [
      'Ask for a shorter range, or raise MAX_BACKTEST_BARS.',
      '请缩短范围，或调高 MAX_BACKTEST_BARS。',
    ],
  ],
  'backtest/no-bars': [
    422,
    [
      'There are no {timeframe} bars of {symbol} in that range.',
      '该范围内没有 {symbol} 的 {timeframe} K线。',
    ],
    [
      'GET kline/series lists what is stored, with first and last.',
      '已存数据及起止时间见 GET kline/series。',
    ],
  ],
  'backtest/no-funding': [
    422,
    ['There are no funding rates of {names} in that range.', '该范围内没有 {names} 的资金费率。'],
    [
      'Upload them with POST kline/{symbol}/funding, name another series by symbol, or leave funding out.',
      '请通过 POST kline/{symbol}/funding 上传，或按交易对指定其他序列，或去掉 funding。',
    ],
  ],
  'backtest/currencies-mixed': [
    422,
    ['The symbols have different quote currencies: {each}.', '各交易对的计价货币不同：{each}。'],
    [
      'Run symbols of one quote currency together, or set it with PUT kline/{symbol}/settings.',
      '请只组合同一计价货币的交易对，或通过 PUT kline/{symbol}/settings 设置。',
    ],
  ],
  'backtest/params-refused': [
    422,
    ['The strategy refused its params: {reason}', '策略拒绝了这些参数：{reason}'],
    [
      'Its constraint does not hold for them; choose other values.',
      '这些参数不满足策略约束，请改用其他值。',
    ],
  ],
  'backtest/data-unfit': [
    500,
    ['The engine refused the bars of the run: {reason}', '引擎拒绝了该回测的数据：{reason}'],
    ['Look at the bars of the range, or leave the option out.', '请检查该范围的数据或相关选项。'],
  ],
  'backtest/worker-lost': [
    500,
    ['The worker was lost {attempts} times.', '执行进程丢失 {attempts} 次。'],
    [
      'Look at the log of the workers; it may have run out of memory.',
      '请查看 worker 日志；可能内存不足。',
    ],
  ],
  'backtest/timeout': [
    500,
    ['The run took longer than {minutes} minutes.', '回测超过 {minutes} 分钟。'],
    [
      'Ask for a shorter range, or raise BACKTEST_TIMEOUT_MINUTES.',
      '请缩短范围，或调高 BACKTEST_TIMEOUT_MINUTES。',
    ],
  ],
  'backtest/strategy-failed': [
    500,
    [
      'The strategy failed in {phase} at bar {bar}: {reason}',
      '策略在 {phase}（第 {bar} 根K线）出错：{reason}',
    ],
    ['Mend the strategy or its params.', '请修正策略或参数。'],
  ],
  'backtest/strategy-failed-at': [
    500,
    [
      'The strategy failed in {phase} at bar {bar}, line {line}, column {column}: {reason}',
      '策略在 {phase}（第 {bar} 根K线，第 {line} 行第 {column} 列）出错：{reason}',
    ],
    ['Mend the strategy or its params.', '请修正策略或参数。'],
  ],
  'backtest/strategy-memory': [
    500,
    [
      'The strategy used more than the {megabytes} MB that it may, in {phase} at bar {bar}.',
      '策略在 {phase}（第 {bar} 根K线）使用的内存超过了 {megabytes} MB 的上限。',
    ],
    [
      'Keep less in it, or raise STRATEGY_MEMORY_MB of the workers.',
      '请减少其保存的数据，或调高 worker 的 STRATEGY_MEMORY_MB。',
    ],
  ],
  'backtest/strategy-memory-at': [
    500,
    [
      'The strategy used more than the {megabytes} MB that it may, in {phase} at bar {bar}: shortly before it was at line {line}, column {column}.',
      '策略在 {phase}（第 {bar} 根K线）使用的内存超过了 {megabytes} MB 的上限，此前不久位于第 {line} 行第 {column} 列。',
    ],
    [
      'Keep less there, or raise STRATEGY_MEMORY_MB of the workers.',
      '请减少该处保存的数据，或调高 worker 的 STRATEGY_MEMORY_MB。',
    ],
  ],
  'backtest/strategy-stuck': [
    500,
    [
      'The strategy did not get on for {seconds} s in {phase} at bar {bar}, and was ended.',
      '策略在 {phase}（第 {bar} 根K线）停留超过 {seconds} 秒，已被终止。',
    ],
    [
      'Look for an endless loop, or raise STRATEGY_BAR_TIMEOUT_MS of the workers.',
      '请检查是否有死循环，或调高 worker 的 STRATEGY_BAR_TIMEOUT_MS。',
    ],
  ],
  'backtest/strategy-stuck-at': [
    500,
    [
      'The strategy did not get on for {seconds} s in {phase} at bar {bar}, and was ended at line {line}, column {column}.',
      '策略在 {phase}（第 {bar} 根K线，第 {line} 行第 {column} 列）停留超过 {seconds} 秒，已被终止。',
    ],
    [
      'Look for an endless loop there, or raise STRATEGY_BAR_TIMEOUT_MS of the workers.',
      '请检查该处是否有死循环，或调高 worker 的 STRATEGY_BAR_TIMEOUT_MS。',
    ],
  ],
  'backtest/failed': [
    500,
    ['The run failed inside the server.', '服务器内部执行失败。'],
    ['Look for the run id in the log of the workers.', '请在 worker 日志中查找该任务编号。'],
  ],
});
