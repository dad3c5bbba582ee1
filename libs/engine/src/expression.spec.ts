import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isExpression, parseExpression } from './expression.js';

describe('a commission written as an expression', () => {
  it.each([
    ['max(1.0, abs(size)*0.005)', -1000, 50, 5],
    ['0.001 * abs(size) * price', -10, 50, 0.5],
    ['1 + 2 * 3 - 4 / 2', 0, 0, 5],
    ['-(size - 3)', 1, 0, 2],
    ['min(size, price, 2)', 5, 3, 2],
    ['1e-3 * price', 0, 1000, 1],
    ['- -1', 0, 0, 1],
    ['.5 + 1.', 0, 0, 1.5],
  ])('reads %s', (text, size, price, expected) => {
    expect(parseExpression(text)(size, price)).toBe(expected);
  });

  it.each([
    '',
    '1 +',
    'size size',
    'abs(1, 2)',
    'foo(1)',
    'size; 1',
    '(1',
    'max()',
    '1..2',
    'size.constructor',
    '`1`',
  ])('refuses %s', (text) => {
    expect(isExpression(text)).toBe(false);
  });

  it('names what it met', () => {
    expect(() => parseExpression('1 + process')).toThrow('Unexpected process in the expression.');
    expect(() => parseExpression('(1')).toThrow('Unexpected end in the expression.');
  });

  it('gives up on a nesting that is too deep, and never throws anything but a SyntaxError', () => {
    expect(isExpression(`${'('.repeat(200)}1${')'.repeat(200)}`)).toBe(false);
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(typeof parseExpression(text)(1, 1)).toBe('number');
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
      }),
    );
  });
});
