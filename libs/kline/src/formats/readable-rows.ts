import { FormatError } from './format-error.js';
import type { RefusedRow, RowBatch } from './market-file.js';
import { ROW_REASONS, type RowReason } from './row-reasons.js';

/** Throws a FormatError when most of the first rows of a file cannot be read. */
export function checkReadable(batch: RowBatch, refused: readonly RefusedRow[]): void {
  const bad = refused.filter(
    ({ reason }) => reason !== 'other-symbol' && reason !== 'repeated-header',
  );
  if (batch.count === 0 && refused.length === 0) throw new FormatError('no-rows');
  if (batch.count > 0 && bad.length <= batch.count) return;
  const counted = new Map<string, number>();
  for (const { reason } of bad) counted.set(reason, (counted.get(reason) ?? 0) + 1);
  throw new FormatError(
    'mostly-unreadable',
    [...counted].map(([reason, times]) => ({
      field: reason,
      problem: `${times} of ${batch.count + refused.length} rows: ${ROW_REASONS[reason as RowReason]}`,
    })),
    `Line ${bad[0]?.line}: ${bad[0]?.text.slice(0, 120)}`,
  );
}
