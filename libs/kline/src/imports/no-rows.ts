import { AppError, text } from '@app/platform';
import type { ConflictPolicy, ImportCounts } from './data-import.entity.js';
import type { ImportReader } from './import-reader.js';
import { importErrors } from './import.errors.js';
import { rowReasonText } from './row-reason-text.js';

const CODE = 'kline/import-no-rows';
const NOTHING = text('', '');

/** Says in place of a reason that is not known where to look. */
export const LOOK_AT_ROWS = text('see why each was rejected', '请查看各行被拒绝的原因');

/** Adds to a refusal for want of rows why most of them were left out; others stay as they are. */
export function withReason(
  refusal: AppError | null,
  { rejections: { commonest } }: Pick<ImportReader, 'rejections'>,
): AppError | null {
  if (refusal?.code !== CODE) return refusal;
  const { en, zh } = commonest === null ? LOOK_AT_ROWS : rowReasonText(commonest);
  const reason = text(en.replace(/\.$/, ''), zh.replace(/。$/, ''));
  return new AppError(importErrors[CODE], { values: { why: NOTHING, ...refusal.values, reason } });
}

/** Says that rows came to nothing where none is new, none is stored as it is, and those that differ may not be written. */
export function allRejected(
  { inserted, updated, unchanged }: ImportCounts,
  onConflict: ConflictPolicy,
  read: number,
): AppError | null {
  if (onConflict !== 'replace' || inserted + updated + unchanged > 0) return null;
  return new AppError(importErrors[CODE], { values: { rows: read } });
}
