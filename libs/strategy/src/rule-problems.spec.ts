import { describe, expect, it } from '@jest/globals';
import { assert, constantFrom, nat, property } from 'fast-check';
import { ruleProblemText } from './rule-problems.js';
import { randomRules } from './rules/fixtures/random-rules.js';
import { parseRules } from './rules/index.js';
import { RULE_TEXTS } from './rules/rule-texts.js';

const JUNK = constantFrom(null, '', 'clse', 'fst', -1, 1.5, 1e9, [], {}, { param: 'x' }, true);

/** The same rules with another value at one place of them. */
function broken(value: unknown, junk: unknown, place: number): unknown {
  const text = JSON.stringify(value);
  const starts = [...text.matchAll(/[:[,](?=["\d{[tf-])/g)].map(({ index }) => index + 1);
  const at = starts[place % starts.length] ?? 0;
  const rest = text.slice(at);
  for (let end = 1; end <= rest.length; end++) {
    try {
      JSON.parse(rest.slice(0, end));
      return JSON.parse(`${text.slice(0, at)}${JSON.stringify(junk)}${rest.slice(end)}`);
    } catch {
      continue;
    }
  }
  return junk;
}

describe('what is wrong with rules', () => {
  it('is said in English and in Chinese, with all of its values', () => {
    const seen = new Set<string>();
    assert(
      property(randomRules, JUNK, nat(), (rules, junk, place) => {
        const parsed = parseRules(broken(rules, junk, place));
        for (const problem of 'problems' in parsed ? parsed.problems : []) {
          seen.add(problem.code);
          const { en, zh } = ruleProblemText(problem);
          expect(problem.message).toBe(`${problem.field} ${en}${en.endsWith('?') ? '' : '.'}`);
          expect(`${en} ${zh}`).not.toMatch(/\{\w+\}|undefined/);
          expect(zh).toMatch(/\p{Script=Han}/u);
        }
      }),
      { numRuns: 1500 },
    );
    expect(seen.size).toBeGreaterThan(8);
  });

  it('has the same values in both languages', () => {
    const namesIn = (text: string) => new Set(text.match(/\{\w+\}/g));
    for (const { en, zh } of Object.values(RULE_TEXTS)) expect(namesIn(zh)).toEqual(namesIn(en));
  });
});
