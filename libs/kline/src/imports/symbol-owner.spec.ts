import { describe, expect, it } from '@jest/globals';
import { mayAdjust } from './symbol-owner.js';

const ada = { id: 'ada', role: 'trader' } as const;
const admin = { id: 'root', role: 'admin' } as const;

describe('who may change the adjustments of a symbol', () => {
  it.each([
    ['anybody where nothing is stored', ada, null, true],
    ['its owner', ada, { id: 'ada' }, true],
    ['no other trader', ada, { id: 'bob' }, false],
    ['no trader where it is of Barline itself', ada, { id: null }, false],
    ['an admin', admin, { id: 'bob' }, true],
  ])('is %s', (_, uploader, owner, may) => {
    expect(mayAdjust(uploader, owner)).toBe(may);
  });
});
