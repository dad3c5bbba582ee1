import { STRATEGY_NAME_RULE } from '../strategy-name.js';

/** A sentence about a place in rules without that place, in English and Chinese, with `{values}`. */
type Sentence = { readonly en: string; readonly zh: string };

/** What can be wrong with rules, by stable code. */
export const RULE_TEXTS = {
  'wrong-type': { en: 'must be {wanted}, got {got}', zh: '应为{wanted}，实为 {got}' },
  'missing-side': { en: 'must have long, short or both', zh: '须有 long、short 或两者' },
  'missing-inputs': {
    en: 'must be given: the names of {inputs}',
    zh: '必须给出：{inputs} 的名称',
  },
  'no-entry': {
    en: 'has nothing to leave without entry.{side}',
    zh: '没有 entry.{side}，无可平仓',
  },
  'constraint-failed': { en: 'does not hold for {params}', zh: '在 {params} 下不成立' },
  'too-many': { en: 'must be at most {max}, got {got}', zh: '至多 {max} 个，实为 {got}' },
  'too-many-terms': {
    en: 'hold more than {max} conditions and values',
    zh: '条件与值超过 {max} 个',
  },
  'too-deep': { en: 'is nested deeper than {max} levels', zh: '嵌套超过 {max} 层' },
  'bad-name': {
    en: 'must be named by a letter, then letters, digits or _',
    zh: '名称须以字母开头，其后为字母、数字或 _',
  },
  'bad-strategy-name': STRATEGY_NAME_RULE,
  'taken-name': { en: 'has the name of a column of the bars', zh: '与 K 线的列同名' },
  'circular-series': { en: 'is made of itself', zh: '由自身构成' },
  'bad-default': { en: 'breaks its own rule: {reason}', zh: '不符合自身的规则：{reason}' },
  'too-small': { en: 'must be at least {min}, got {got}', zh: '不得小于 {min}，实为 {got}' },
  'too-large': { en: 'must be at most {max}, got {got}', zh: '不得大于 {max}，实为 {got}' },
  'not-above': { en: 'must be above {above}, got {got}', zh: '必须大于 {above}，实为 {got}' },
  'not-below': { en: 'must be below {below}, got {got}', zh: '必须小于 {below}，实为 {got}' },
  'mixed-timeframes': { en: 'must all be of one timeframe', zh: '必须同属一个时间框架' },
  'misplaced-key': { en: 'goes with {owner} only', zh: '只能与 {owner} 一起使用' },
  'wrong-param': {
    en: 'needs a param of type bool, or what it is',
    zh: '需要 bool 类型的参数，或用 is 指明其值',
  },
  'not-a-choice': { en: 'must be one of {choices}', zh: '必须是以下之一：{choices}' },
  'wrong-count': {
    en: 'must be a list of {count}, got {got}',
    zh: '应为 {count} 项的列表，实为 {got} 项',
  },
  'wrong-length': {
    en: 'must be {min} to {max} characters long, got {got}',
    zh: '长度应为 {min} 到 {max} 个字符，实为 {got}',
  },
  'not-one': { en: 'must have one of {choices}, got {got}', zh: '须有 {choices} 之一，实为 {got}' },
  'which-output': {
    en: 'has several outputs; say which: {choices}',
    zh: '有多个输出，请指明：{choices}',
  },
  'needs-stop': { en: 'needs a stop at which it is lost', zh: '需要止损，才能确定风险' },
  'unknown-timeframe': {
    en: 'names an unknown timeframe {name}',
    zh: '引用了未知的时间框架 {name}',
  },
  'unknown-key': { en: 'names an unknown key {name}', zh: '含有未知的键 {name}' },
  'unknown-param': { en: 'names an unknown param {name}', zh: '引用了未知的参数 {name}' },
  'unknown-series': { en: 'names an unknown series {name}', zh: '引用了未知的序列 {name}' },
  'unknown-output': { en: 'names an unknown output {name}', zh: '引用了未知的输出 {name}' },
  'unknown-indicator': { en: 'names an unknown indicator {name}', zh: '引用了未知的指标 {name}' },
  'unknown-indicator-param': {
    en: 'names an unknown indicator param {name}',
    zh: '引用了未知的指标参数 {name}',
  },
} as const satisfies Record<string, Sentence>;

/** Names something that can be wrong with rules. */
export type RuleCode = keyof typeof RULE_TEXTS;

/** Names something that rules can refer to in vain. */
export type UnknownCode = Extract<RuleCode, `unknown-${string}`>;

/** What goes after an unknown name that is near to a known one. */
export const DID_YOU_MEAN: Sentence = {
  en: '; did you mean {nearest}?',
  zh: '；是否指 {nearest}？',
};

const WANTED = new Map([
  ['an object', '对象'],
  ['an object of parameters by name', '按名称给出参数的对象'],
  ['an object of params by name', '按名称给出参数的对象'],
  ['an object of series by name', '按名称给出序列的对象'],
  ['an object with indicator', '含 indicator 的对象'],
  ['a parameter', '参数'],
  ['a number', '数字'],
  ['a whole number', '整数'],
  ['a number or a param', '数字或参数'],
  ['a whole number or a param', '整数或参数'],
  ['a number, a name of a series or an object', '数字、序列名或对象'],
  ['a name', '名称'],
  ['a name of a series', '序列名'],
  ['a text', '文本'],
  ['a timeframe such as 1d', '时间框架，如 1d'],
  ['the name of an indicator', '指标名'],
  ['true or false', '布尔值'],
  ['a list of a value and a number of bars', '由一个值与 K 线根数组成的列表'],
]);
const PATTERNS: readonly [RegExp, string][] = [
  [/^an object with one of (.*)$/, '含 $1 之一的对象'],
  [/^one of (.*)$/, '$1 之一'],
  [/^a list of names of series: (.*)$/, '序列名列表：$1'],
  [/^a list of (\d+) to (\d+) different texts or numbers$/, '$1 到 $2 个互异的文本或数字的列表'],
  [/^a list of (.*)$/, '$1 项的列表'],
];
const GOT = new Map([
  ['nothing', '缺失'],
  ['a list', '列表'],
  ['object', '对象'],
  ['none', '无'],
]);

/** Says in Chinese what was wanted of a value. */
export function wantedInChinese(wanted: string): string {
  const whole = WANTED.get(wanted);
  if (whole !== undefined) return whole;
  const pattern = PATTERNS.find(([english]) => english.test(wanted));
  return pattern === undefined ? wanted : wanted.replace(...pattern);
}

/** Says in Chinese what was found in place of a value. */
export function gotInChinese(got: string): string {
  return GOT.get(got) ?? got;
}

/** Puts values into a sentence. */
export function filled(sentence: string, values: Readonly<Record<string, unknown>>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
