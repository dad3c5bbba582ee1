import { describe, expect, it } from '@jest/globals';
import { isSymbol } from './symbol.js';

describe('isSymbol', () => {
  it.each(['BTCUSD', 'BTC/USDT', 'BTC/USDT:USDT', 'BRK.B', 'es_f-1', 'a', 'x'.repeat(64), '...'])(
    'takes %p',
    (value) => expect(isSymbol(value)).toBe(true),
  );

  it.each([
    '',
    'x'.repeat(65),
    'BTC USD',
    'BTC%2FUSD',
    '比特币',
    'a\n',
    '.',
    '..',
    7,
    null,
    undefined,
  ])('refuses %p', (value) => expect(isSymbol(value)).toBe(false));

  it.each(['symbols', 'series', 'imports', 'import', 'upload', 'SYMBOLS', 'Upload'])(
    'refuses %p, which a route is named by',
    (value) => expect(isSymbol(value)).toBe(false),
  );
});
