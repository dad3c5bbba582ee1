import { describe, expect, it } from '@jest/globals';
import { array, assert, constantFrom, property } from 'fast-check';
import { unifiedDiff } from './unified-diff.js';

const NAMES = { from: 'a', to: 'b' };

describe('a unified diff', () => {
  it('is empty for the same text', () => {
    expect(unifiedDiff('a\nb\n', 'a\nb\n', NAMES)).toBe('');
  });

  it('shows a change with three lines around it', () => {
    const from = '1\n2\n3\n4\n5\n6\n7\n8\n9\n';
    expect(unifiedDiff(from, from.replace('5', 'five'), NAMES)).toBe(
      '--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n',
    );
  });

  it('counts lines from 0 where one side has none', () => {
    expect(unifiedDiff('', 'x\n', NAMES)).toBe('--- a\n+++ b\n@@ -0,0 +1 @@\n+x\n');
  });

  it('says when a last line is not ended', () => {
    expect(unifiedDiff('x\n', 'x', NAMES)).toBe(
      '--- a\n+++ b\n@@ -1 +1 @@\n-x\n+x\n\\ No newline at end of file\n',
    );
  });

  it('tells texts that have little in common as one replaced by the other', () => {
    const from = Array.from({ length: 3000 }, (_, i) => `a${i}`).join('\n');
    const to = Array.from({ length: 3000 }, (_, i) => `b${i}`).join('\n');
    const diff = unifiedDiff(`${from}\n`, `${to}\n`, NAMES);
    expect(diff.split('\n').slice(2, 4)).toEqual(['@@ -1,3000 +1,3000 @@', '-a0']);
  });

  it('makes one text of the other', () => {
    const lines = array(constantFrom('a', 'b', 'c', 'd'), { maxLength: 60 });
    assert(
      property(lines, lines, (a, b) => {
        const [from, to] = [a, b].map((each) => each.map((line) => `${line}\n`).join(''));
        expect(applied(a, unifiedDiff(from!, to!, NAMES))).toEqual(b);
      }),
    );
  });
});

function applied(from: string[], diff: string): string[] {
  const made: string[] = [];
  let at = 0;
  for (const line of diff.split('\n').slice(2, -1)) {
    const [, start, , count] = /^@@ -(\d+)(,(\d+))?/.exec(line) ?? [];
    if (start !== undefined) {
      const first = Number(start) - (count === '0' ? 0 : 1);
      while (at < first) made.push(from[at++]!);
    } else if (line[0] === '+') made.push(line.slice(1));
    else {
      expect(line.slice(1)).toBe(from[at]);
      if (line[0] === ' ') made.push(from[at]!);
      at++;
    }
  }
  return [...made, ...from.slice(at)];
}
