import { describe, expect, it } from '@jest/globals';
import { refusalOf } from './import-assessment.js';

const ROWS = { count: 95, first: new Date(0), last: new Date(1), repeated: 5, clashing: 5 };
const codeOf = (changes: Partial<typeof ROWS>, differing = 0, policy: 'keep' | 'fail' = 'keep') =>
  refusalOf({ ...ROWS, ...changes }, 100, differing, policy)?.code;

describe('refusalOf', () => {
  it('bears one row in twenty that says something else than another of its time', () => {
    expect(codeOf({})).toBeUndefined();
    expect(codeOf({ clashing: 6, repeated: 6, count: 94 })).toBe('kline/import-mixed');
    expect(codeOf({ clashing: 0, repeated: 90, count: 10 })).toBeUndefined();
  });

  it('refuses differing rows only where that was asked', () => {
    expect(codeOf({}, 1, 'fail')).toBe('kline/import-conflict');
    expect(codeOf({}, 0, 'fail')).toBeUndefined();
    expect(codeOf({}, 1, 'keep')).toBeUndefined();
  });

  it('refuses a file of which nothing can be stored', () => {
    expect(codeOf({ count: 0, repeated: 0, clashing: 0 })).toBe('kline/import-no-rows');
  });
});
