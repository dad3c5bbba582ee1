import { text } from '@app/platform';
import { invalidRequest } from '../http/validation.pipe.js';

const FORM = /^[\x21-\x7e]{1,255}$/;
const PROBLEM = text(
  'must be 1 to 255 printable ASCII characters without spaces',
  '必须是 1 到 255 个可打印 ASCII 字符，不含空格',
);

/** Checks the header `Idempotency-Key`. */
export function idempotencyKey(key: string | undefined): string | undefined {
  if (key === undefined || FORM.test(key)) return key;
  throw invalidRequest([{ field: 'Idempotency-Key', problem: PROBLEM }]);
}
