import { text } from '@app/platform';

/** Says what a symbol may look like. */
export const SYMBOL_TEXT = text(
  'must be 1 to 64 of A-Z a-z 0-9 . _ : / - and not symbols, series, imports, import or upload',
  '必须为 1 到 64 个字符（A-Z a-z 0-9 . _ : / -），且不能是 symbols、series、imports、import 或 upload',
);

const ALLOWED = /^[A-Za-z0-9._:/-]{1,64}$/;
// A path segment of dots alone is resolved away by every HTTP client, so no route could reach it.
const REFUSED = /^(?:symbols|series|imports|import|upload|\.{1,2})$/i;

/** Says whether a value may name a symbol; case is kept. */
export function isSymbol(value: unknown): value is string {
  return typeof value === 'string' && ALLOWED.test(value) && !REFUSED.test(value);
}
