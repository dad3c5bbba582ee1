const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const EXACT = 9_007_199_254_740_991;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Reads a decimal number out of bytes, as Number() would read its text; NaN is what is none (also what is not finite). */
export function parseNumber(bytes: Buffer, start: number, end: number): number {
  while (start < end && bytes[start] === 32) start += 1;
  while (end > start && bytes[end - 1] === 32) end -= 1;
  let at = start;
  const first = bytes[at];
  if (first === 45 || first === 43) at += 1;
  let mantissa = 0;
  let scale = 0;
  let digits = 0;
  for (; at < end; at += 1) {
    const digit = bytes[at] - 48;
    if (digit < 0 || digit > 9) break;
    mantissa = mantissa * 10 + digit;
    digits += 1;
  }
  if (at < end && bytes[at] === 46) {
    const point = at;
    for (at += 1; at < end; at += 1) {
      const digit = bytes[at] - 48;
      if (digit < 0 || digit > 9) break;
      mantissa = mantissa * 10 + digit;
    }
    scale = at - point - 1;
    digits += scale;
  }
  if (digits === 0) return NaN;
  // Both are exact doubles then, so that one division rounds once, as reading the text does.
  if (at === end && mantissa <= EXACT && scale <= 22) {
    const value = mantissa / POWERS[scale];
    return first === 45 ? -value : value;
  }
  return slowNumber(bytes, start, end, at === end && scale > 0);
}

// Binance writes quote volumes with eight decimals, mostly zeros: without those the fast path holds them.
function slowNumber(bytes: Buffer, start: number, end: number, plain: boolean): number {
  if (plain && bytes[end - 1] === 48) {
    let last = end;
    while (bytes[last - 1] === 48) last -= 1;
    return parseNumber(bytes, start, last);
  }
  const text = bytes.toString('latin1', start, end);
  const value = DECIMAL.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : NaN;
}
