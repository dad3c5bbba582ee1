import { AppError } from '@app/platform';
import { describe, expect, it } from '@jest/globals';
import { assertReadable } from './source-rules.js';

function codeOf(source: string): string | null {
  try {
    assertReadable(source, 100_000);
    return null;
  } catch (error) {
    return error instanceof AppError ? error.code : 'thrown';
  }
}

describe('a source', () => {
  it.each([
    ['text with tabs and line ends', '\tconst a = 1;\r\n', null],
    ['text of other languages', '// 均线 🙂\n', null],
    ['as many bytes as are allowed', 'é'.repeat(50_000), null],
    ['one byte more', `${'é'.repeat(50_000)}a`, 'strategy/source-too-large'],
    ['20,000 lines', '\n'.repeat(19_999).concat('a'), null],
    ['20,001 lines', '\n'.repeat(20_000).concat('a'), 'strategy/source-too-large'],
    ['nothing but space', ' \n', 'strategy/source-unreadable'],
    ['a null character', 'a\0', 'strategy/source-unreadable'],
    ['control characters', 'PNG\u001a', 'strategy/source-unreadable'],
    ['half of a surrogate pair', 'a\ud800', 'strategy/source-unreadable'],
  ])('of %s is told apart', (_, source, code) => {
    expect(codeOf(source)).toBe(code);
  });
});
