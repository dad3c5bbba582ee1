import { defineErrors } from '@app/platform';

/** Declares the failures of strategies. */
export const strategyErrors = defineErrors({
  'strategy/not-found': [
    404,
    ['There is no strategy "{name}".{suggestion}', '策略 "{name}" 不存在。{suggestion}'],
    ['GET strategy lists every strategy.', '所有策略见 GET strategy。'],
  ],
  'strategy/version-not-found': [
    404,
    ['Strategy "{name}" has no version {version}.', '策略 "{name}" 没有版本 {version}。'],
    [
      'GET strategy/{name}/versions lists its versions.',
      '所有版本见 GET strategy/{name}/versions。',
    ],
  ],
  'strategy/owner-needed': [
    409,
    [
      'Several users have a strategy "{name}": {owners}.',
      '多个用户都有名为 "{name}" 的策略：{owners}。',
    ],
    ['Say whose is meant by the query parameter owner.', '请用查询参数 owner 指明所有者。'],
  ],
  'strategy/version-retired': [
    422,
    [
      'Version {version} of the built-in "{name}" came with another release; this one runs version {current}.',
      '内置策略 "{name}" 的版本 {version} 属于其他发行版；当前可运行版本 {current}。',
    ],
    ['Leave strategy_version out to run the newest.', '省略 strategy_version 即使用最新版本。'],
  ],
  'strategy/archived': [
    409,
    ['Strategy "{name}" is archived.', '策略 "{name}" 已归档。'],
    [
      'PATCH strategy/{name} with archived: false takes it out of the archive.',
      '用 PATCH strategy/{name} 发送 archived: false 可取消归档。',
    ],
  ],
  'strategy/params-invalid': [
    422,
    ['The params of "{name}" have {count} problem(s).', '策略 "{name}" 的参数有 {count} 处错误。'],
    [
      'GET strategy/{name} shows the JSON Schema of its params.',
      '参数的 JSON Schema 见 GET strategy/{name}。',
    ],
  ],
});
