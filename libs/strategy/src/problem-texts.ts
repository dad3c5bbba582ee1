import type { Problem as EngineProblem } from '@app/engine';
import { text, type Text } from '@app/platform';

const WANTED: Record<string, string> = {
  'a whole number': '整数',
  'a number': '数字',
  'true or false': '布尔值',
  'an object': '对象',
  'a symbol': '交易对',
  given: '必填',
};

/** Says in both languages what the engine found wrong with a param or an option. */
export function problemText({ code, values, message }: EngineProblem): Text {
  const wanted = WANTED[String(values.wanted)] ?? '{wanted}';
  const near = 'nearest' in values;
  const texts: Record<string, Text> = {
    'unknown-param': unknown('param', '参数', near),
    'unknown-option': unknown('option', '选项', near),
    'wrong-type': text('must be {wanted}, got {got}', `类型错误：应为${wanted}，实为 {got}`),
    'too-small': text('must be at least {min}, got {got}', '不得小于 {min}，实为 {got}'),
    'too-large': text('must be at most {max}, got {got}', '不得大于 {max}，实为 {got}'),
    'not-a-multiple': text(
      'must be a multiple of {step}, got {got}',
      '必须是 {step} 的倍数，实为 {got}',
    ),
    'not-a-choice': text(
      'must be one of {choices}, got {got}',
      '必须是以下之一：{choices}，实为 {got}',
    ),
    'not-in-profile': text(
      'is not part of the execution profile {profile}',
      '不属于执行模式 {profile}',
    ),
    'margin-too-large': text(
      'must be below {max}, what leverage {leverage} leaves after the liquidation fee, got {got}',
      '必须小于 {max}（杠杆 {leverage} 扣除强平费后的余量），实为 {got}',
    ),
    'constraint-failed': text(
      "these values together break the strategy's constraint",
      '这些参数组合不满足策略约束',
    ),
  };
  return texts[code] ?? text(message, message);
}

function unknown(english: string, chinese: string, near: boolean): Text {
  return near
    ? text(
        `is not a known ${english}; did you mean "{nearest}"?`,
        `不是已知${chinese}；是否指 "{nearest}"？`,
      )
    : text(`is not a known ${english}`, `不是已知${chinese}`);
}
