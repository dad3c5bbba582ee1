import { describe, expect, it } from '@jest/globals';
import { resolveParams } from '@app/engine';
import { render } from '@app/platform';
import smaCross from './builtin/sma-cross.js';
import { paramProblem } from './param-texts.js';

function problemsOf(input: Record<string, unknown>) {
  const resolved = resolveParams(smaCross, input);
  if ('params' in resolved) return [];
  return resolved.problems.map((problem) => paramProblem(problem));
}

describe('problems of params', () => {
  it('are all told at once, each under its name', () => {
    const fields = problemsOf({ fsat: 1, fast: 2.5, slow: 1 }).map(({ field }) => field);
    expect(fields.toSorted()).toEqual(['params.fast', 'params.fsat', 'params.slow']);
  });

  it.each([
    [{ fsat: 1 }, /did you mean "fast"/, /"fast"/],
    [{ fast: 'a' }, /must be a whole number/, /类型错误/],
    [{ fast: 1 }, /at least 2, got 1/, /不得小于 2/],
    [{ fast: 900 }, /at most 400/, /不得大于 400/],
    [{ fast: 50, slow: 20 }, /constraint/, /约束/],
  ])('of %p are told in both languages', (input, english, chinese) => {
    const [first] = problemsOf(input);
    if (!first) throw new Error('There is none.');
    expect(render(first.problem, 'en', first.values)).toMatch(english);
    expect(render(first.problem, 'zh', first.values)).toMatch(chinese);
  });
});
