const LONGEST = 200;
const ABSENT = /^(?:|-|null|none|nan|n\/a|na|undefined|-?nan\(ind\)|\\n)$/i;

/** Gives a row as it stood, at most 200 characters. */
export function rowText(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('utf8', from, Math.min(to, from + LONGEST * 4)).slice(0, LONGEST);
}

/** Says whether a cell holds nothing, or a word for nothing. */
export function isAbsent(bytes: Buffer, from: number, to: number): boolean {
  return to - from < 16 && isAbsentText(bytes.toString('latin1', from, to));
}

/** Says whether a text is a word for nothing. */
export function isAbsentText(text: string): boolean {
  return ABSENT.test(text.trim());
}
