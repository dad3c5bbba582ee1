import { describe, expect, it } from '@jest/globals';
import { isUsername } from './credentials.js';

describe('isUsername', () => {
  it.each(['ada', 'a.b', 'a_b-c.9', '007', 'x'.repeat(64)])('takes %s', (name) => {
    expect(isUsername(name)).toBe(true);
  });

  it.each(['ab', 'x'.repeat(65), 'Ada', 'a b', 'адa', 'ada\n', 'ada\u0000', '', 7, null])(
    'refuses %j',
    (name) => {
      expect(isUsername(name)).toBe(false);
    },
  );
});
