import { FormatError } from './format-error.js';
import { isNumberText, type Sample } from './sample.js';

/** Finds out which sign stands before the decimals of a file's numbers, from the cells of its prices; throws a FormatError when commas could be either. */
export function decimalSign(
  { rows }: Sample,
  places: readonly number[],
  told: '.' | ',' | undefined,
): '.' | ',' {
  if (told) return told;
  const texts = rows
    .slice(0, 2000)
    .flatMap((row) => places.map((place) => row[place] ?? ''))
    .filter((text) => text.includes(',') && isNumberText(text));
  if (texts.length === 0) return '.';
  if (texts.some((text) => isDecimalComma(text))) return ',';
  if (texts.some((text) => /,\d{3}\.|,\d{3},/.test(text))) return '.';
  // All that is left are texts such as 1,234; where other cells have points, those stand before the decimals.
  const pointed = rows
    .slice(0, 2000)
    .some((row) => places.some((place) => /^-?\d+\.\d+$/.test((row[place] ?? '').trim())));
  if (pointed) return '.';
  throw new FormatError(
    'decimal-unclear',
    [{ field: 'open', problem: `${texts[0].slice(0, 40)} may be a thousand or a part of one` }],
    'Say with decimal which sign stands before the decimals.',
  );
}

// Groups have three digits, so a comma with more or fewer behind it, or after a point, stands before decimals.
function isDecimalComma(text: string): boolean {
  const behind = /,(\d*)$/.exec(text.trim())?.[1];
  if (behind === undefined) return false;
  return behind.length !== 3 || /\.\d{3},/.test(text) || /^-?0\d*,/.test(text.trim());
}
