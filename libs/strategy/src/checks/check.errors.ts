import { defineErrors } from '@app/platform';

/** Declares the failures of sources and of their checks. */
export const checkErrors = defineErrors({
  'strategy/source-too-large': [
    413,
    [
      'The strategy has {size} {unit}; at most {limit} are allowed.',
      '策略有 {size} {unit}，上限为 {limit}。',
    ],
    [
      'STRATEGY_MAX_BYTES bounds a source or rules, and so do 20,000 lines.',
      '源代码上限由 STRATEGY_MAX_BYTES 设定，且至多 20,000 行。',
    ],
  ],
  'strategy/source-unreadable': [
    422,
    ['The source is no text: {reason}.', '源代码不是文本：{reason}。'],
    [
      'Send TypeScript or JavaScript as a JSON string, or rules as an object.',
      '请以 JSON 字符串发送 TypeScript 或 JavaScript，或以对象发送规则。',
    ],
  ],
  'strategy/invalid': [
    422,
    ['The strategy has {count} problem(s).', '策略有 {count} 处错误。'],
    [
      'Each of details names line and column, or the place in the rules; POST strategy/validate tells the same and stores nothing.',
      'details 列出各处的行与列，或规则中的位置；POST strategy/validate 给出相同结果而不保存。',
    ],
  ],
  'strategy/name-reserved': [
    409,
    ['The name "{name}" is reserved.', '名称 "{name}" 为保留名。'],
    [
      'Names of built-in strategies, and validate, types, checks and rules-schema, cannot be taken: choose another.',
      '内置策略名以及 validate、types、checks、rules-schema 不可使用，请另选名称。',
    ],
  ],
  'strategy/name-taken': [
    409,
    ['You have a strategy "{name}" already.', '您已有名为 "{name}" 的策略。'],
    ['PUT strategy/{name} makes a new version of it.', '用 PUT strategy/{name} 创建新版本。'],
  ],
  'strategy/name-differs': [
    422,
    [
      'The source calls itself "{declared}", not "{name}".',
      '源代码中的名称是 "{declared}"，而非 "{name}"。',
    ],
    [
      'Use the name in defineStrategy or in the rules, or leave name out.',
      '请与 defineStrategy 或规则中的 name 一致，或省略 name。',
    ],
  ],
  'strategy/built-in': [
    409,
    ['"{name}" comes with Barline and cannot be changed.', '"{name}" 是内置策略，不能更改。'],
    ['Upload its source under another name to change it.', '可将其源代码以其他名称上传后修改。'],
  ],
  'strategy/in-use': [
    409,
    ['{runs} run(s) refer to "{name}".', '有 {runs} 个回测引用策略 "{name}"。'],
    [
      'Archive it with PATCH strategy/{name}, after which DELETE removes the versions that no run refers to.',
      '请先用 PATCH strategy/{name} 归档；之后 DELETE 会删除未被引用的版本。',
    ],
  ],
  'strategy/check-not-found': [
    404,
    ['There is no check {id}.', '检查任务 {id} 不存在。'],
    ['A check is kept for a day after its end.', '检查结果在结束后保留一天。'],
  ],
  'strategy/worker-lost': [
    500,
    [
      'The workers that checked it were lost {attempts} times.',
      '执行检查的工作进程已丢失 {attempts} 次。',
    ],
    ['See the logs of the workers.', '请查看工作进程日志。'],
  ],
  'strategy/check-failed': [
    500,
    ['The check failed inside the server.', '检查因服务器内部错误而失败。'],
    [
      'Look for the id of the check in the log of the worker.',
      '请在工作进程日志中查找该检查编号。',
    ],
  ],
});
