import { defineErrors } from '@app/platform';

/** Declares the failures of monitoring and of Socket.IO; those of sockets have the status of a request that fails alike. */
export const monitorErrors = defineErrors({
  'monitor/queue-not-found': [
    404,
    ['There is no queue "{name}".', '队列 "{name}" 不存在。'],
    ['The queues are: {names}.', '可用队列：{names}。'],
  ],
  'metrics/token-required': [
    401,
    ['The bearer token of /metrics is missing or wrong.', '/metrics 的令牌缺失或错误。'],
    [
      'Send Authorization: Bearer <METRICS_TOKEN>.',
      '请携带 Authorization: Bearer <METRICS_TOKEN>。',
    ],
  ],
  'metrics/loopback-only': [
    403,
    ['/metrics answers this machine only.', '/metrics 仅限本机访问。'],
    [
      'Set METRICS_TOKEN and send it as bearer token.',
      '请设置 METRICS_TOKEN 并以 Bearer 令牌发送。',
    ],
  ],
  'ws/full': [
    503,
    ['The server holds {limit} sockets already.', '连接数已达上限 {limit}。'],
    [
      'Try again later, or raise WEBSOCKET_MAX_CONNECTIONS.',
      '请稍后重试，或调高 WEBSOCKET_MAX_CONNECTIONS。',
    ],
  ],
  'ws/origin-refused': [
    403,
    ['Pages of {origin} may not connect.', '不允许来自 {origin} 的连接。'],
    ['Add the origin to ALLOWED_HOSTS.', '请将该来源加入 ALLOWED_HOSTS。'],
  ],
  'ws/namespace-unknown': [
    404,
    ['Sockets connect to the namespace /ws.', '请连接命名空间 /ws。'],
    ['Use io("<address>/ws").', '请使用 io("<address>/ws")。'],
  ],
  'ws/event-unknown': [
    422,
    ['There is no event "{event}".', '未知事件 "{event}"。'],
    ['Send subscribe, unsubscribe or ping.', '可用事件：subscribe、unsubscribe、ping。'],
  ],
  'ws/payload-invalid': [
    422,
    ['{event} wants an object: {wants}.', '{event} 的参数必须是对象：{wants}。'],
    ['See the events of /ws in /docs.', '事件说明见 /docs。'],
  ],
  'ws/topic-unknown': [
    404,
    ['There is no topic "{topic}".', '未知主题 "{topic}"。'],
    [
      'Topics are backtest_progress_<id>, data_import_<id> and system_monitor.',
      '可用主题：backtest_progress_<id>、data_import_<id>、system_monitor。',
    ],
  ],
  'ws/too-many-topics': [
    422,
    ['A socket may subscribe to {limit} topics.', '每个连接最多订阅 {limit} 个主题。'],
    [
      'Unsubscribe from topics that are over, or open another socket.',
      '请退订不再需要的主题，或新建连接。',
    ],
  ],
  'ws/too-fast': [
    429,
    ['More than {limit} messages wait for an answer.', '等待处理的消息超过 {limit} 条。'],
    ['Wait for answers before sending more.', '请等待响应后再发送。'],
  ],
  'ws/import-not-found': [
    404,
    ['There is no import {id}.', '导入任务 {id} 不存在。'],
    ['GET kline/imports lists yours.', '您的导入任务见 GET kline/imports。'],
  ],
});
