import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseNumber } from './byte-number.js';
import { looseNumber } from './loose-number.js';

const parse = (text: string) => {
  const bytes = Buffer.from(`x${text}y`);
  return parseNumber(bytes, 1, bytes.length - 1);
};

const digits = fc.stringMatching(/^\d{1,25}$/);
const decimal = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    digits,
    fc.option(digits),
    fc.option(fc.integer({ min: -30, max: 30 })),
  )
  .map(
    ([sign, whole, part, power]) =>
      `${sign}${whole}${part === null ? '' : `.${part}`}${power === null ? '' : `e${power}`}`,
  );

describe('a number in bytes', () => {
  it('is what Number() makes of its text', () => {
    fc.assert(
      fc.property(decimal, (text) => expect(parse(text)).toBe(Number(text))),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parse(String(value))).toBe(Number(String(value)));
        expect(parse(value.toFixed(8))).toBe(Number(value.toFixed(8)));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    '0',
    '-0',
    '007',
    '.5',
    '5.',
    '1e5',
    '1E-7',
    '206273639.24275620',
    '9007199254740993',
    '0.1',
    '  12.5 ',
    '0.00000000000000000000001',
    '123456789012345678901234567890.00',
  ])('reads %s exactly', (text) => expect(parse(text)).toBe(Number(text)));

  it.each([
    '',
    ' ',
    '.',
    '-',
    'NaN',
    'Infinity',
    '1e999',
    '0x10',
    '1,5',
    '12a',
    '1 2',
    '--1',
    'e5',
    '1e',
  ])('takes %j for no number', (text) => expect(parse(text)).toBeNaN());
});

describe('a number as people write it', () => {
  it.each([
    ['1,234.5', '.', 1234.5],
    ['1.234,5', ',', 1234.5],
    ['1234,5', ',', 1234.5],
    ['12.3K', '.', 12_300],
    ['$1.50', '.', 1.5],
    ['-1,234,567', '.', -1_234_567],
  ] as const)('%s with decimals after %s is %d', (text, sign, value) => {
    expect(looseNumber(text, sign)).toBe(value);
  });

  it.each(['1,23', '1,2345.0', 'K', '', 'abc', '1..2'])('%j is none', (text) => {
    expect(looseNumber(text, '.')).toBeNaN();
  });
});
