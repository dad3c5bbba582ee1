import { defineErrors } from './app-error.js';

/** Declares the failures that belong to no feature. */
export const platformErrors = defineErrors({
  'request/invalid': [
    422,
    ['The request has {count} problem(s).', '请求有 {count} 处错误。'],
    ['Mend the fields listed in details and send it again.', '请修正 details 中列出的字段后重试。'],
  ],
  'request/malformed': [
    400,
    ['The request body is not valid JSON.', '请求体不是有效的 JSON。'],
    [
      'Send a JSON body with Content-Type: application/json.',
      '请以 application/json 发送 JSON 请求体。',
    ],
  ],
  'request/path-malformed': [
    400,
    ['The path is not valid percent-encoded UTF-8.', '路径不是有效的 UTF-8 百分号编码。'],
    [
      'Encode each part of the path, as encodeURIComponent does.',
      '请对路径的每一段进行编码，例如使用 encodeURIComponent。',
    ],
  ],
  'request/too-large': [
    413,
    ['The request body is larger than {limit} bytes.', '请求体超过 {limit} 字节。'],
    [
      'Send it in smaller parts; MAX_UPLOAD_SIZE bounds an upload of bars, STRATEGY_MAX_BYTES the source of a strategy.',
      '请分批发送；K线上传的上限由 MAX_UPLOAD_SIZE 设定，策略源代码的上限由 STRATEGY_MAX_BYTES 设定。',
    ],
  ],
  'request/unsupported-media': [
    415,
    [
      'The body has a media type or encoding that is not understood.',
      '不支持该请求体的类型或编码。',
    ],
    ['Send application/json in UTF-8.', '请发送 UTF-8 编码的 application/json。'],
  ],
  'request/form-needed': [
    415,
    ['A file is sent in a form.', '文件必须以表单发送。'],
    [
      'Send multipart/form-data with the file in the field file, as curl -F file=@bars.csv does.',
      '请以 multipart/form-data 发送，文件放在 file 字段中，例如 curl -F file=@bars.csv。',
    ],
  ],
  'request/form-malformed': [
    400,
    ['The form cannot be read: {reason}', '无法读取表单：{reason}'],
    [
      'Send multipart/form-data with the file in the field file, as curl -F file=@bars.csv does.',
      '请以 multipart/form-data 发送，文件放在 file 字段中，例如 curl -F file=@bars.csv。',
    ],
  ],
  'request/not-acceptable': [
    406,
    ['None of the media types asked for can be served.', '无法提供所请求的媒体类型。'],
    ['Ask for application/json.', '请接受 application/json。'],
  ],
  'request/rate-limited': [
    429,
    ['More than {limit} requests in {window} seconds.', '{window} 秒内请求超过 {limit} 次。'],
    ['Wait for the seconds in Retry-After, then go on.', '请等待 Retry-After 指定的秒数后再试。'],
  ],
  'route/not-found': [
    404,
    ['There is no {method} {path}.', '不存在 {method} {path}。'],
    ['See /docs or docs/openapi.json for every route.', '所有接口见 /docs 或 docs/openapi.json。'],
  ],
  'server/unavailable': [
    503,
    ['The database or the queue does not answer.', '数据库或队列暂时无响应。'],
    ['Try again in a few seconds; see /health/ready.', '请稍后重试；见 /health/ready。'],
  ],
  'server/internal': [
    500,
    ['Something went wrong inside the server.', '服务器内部错误。'],
    ['Look for the request id in the log of the api.', '请在 api 日志中查找该请求编号。'],
  ],
});
