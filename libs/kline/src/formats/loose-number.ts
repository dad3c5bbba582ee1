const SUFFIXES: Record<string, number> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };
const GROUPED_BY = {
  ',': /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/,
  '.': /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/,
};

/** Reads a number as people write it: thousands in groups, K, M, B or T behind, a currency sign before; NaN is what is none. */
export function looseNumber(text: string, decimal: '.' | ','): number {
  let digits = text.trim().replace(/^([+-]?)[$€£¥]/, '$1');
  const factor = SUFFIXES[digits.slice(-1).toUpperCase()] ?? 1;
  if (factor !== 1) digits = digits.slice(0, -1).trim();
  const group = decimal === ',' ? '.' : ',';
  if (GROUPED_BY[group].test(digits)) digits = digits.replaceAll(group, '');
  if (decimal === ',') digits = digits.replace(',', '.');
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(digits) ? Number(digits) * factor : NaN;
}
