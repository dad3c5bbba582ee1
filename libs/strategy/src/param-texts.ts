import type { Problem as EngineProblem } from '@app/engine';
import { text, type Problem, type Text } from '@app/platform';

const TEXTS: Record<string, (near: boolean) => Text> = {
  'unknown-param': (near) =>
    near
      ? text('is not a param; did you mean "{nearest}"?', '不是该策略的参数；是否指 "{nearest}"？')
      : text('is not a param of this strategy', '不是该策略的参数'),
  'wrong-type': () => text('must be {wanted}, got {got}', '类型错误：应为 {wanted}，实为 {got}'),
  'too-small': () => text('must be at least {min}, got {got}', '不得小于 {min}，实为 {got}'),
  'too-large': () => text('must be at most {max}, got {got}', '不得大于 {max}，实为 {got}'),
  'not-a-multiple': () =>
    text('must be a multiple of {step}, got {got}', '必须是 {step} 的倍数，实为 {got}'),
  'not-a-choice': () =>
    text('must be one of {choices}, got {got}', '必须是以下之一：{choices}，实为 {got}'),
  'constraint-failed': () =>
    text("these values together break the strategy's constraint", '这些参数组合不满足策略约束'),
};

/** Puts a problem that the engine found with a param into both languages, under `params.<name>`. */
export function paramProblem({ field, code, values, message }: EngineProblem): Problem {
  const problem = TEXTS[code]?.('nearest' in values) ?? text(message, message);
  return { field: field ? `params.${field}` : 'params', problem, values };
}
