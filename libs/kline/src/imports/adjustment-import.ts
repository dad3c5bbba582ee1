import { type AdjustmentImport, compareAdjustments } from './adjustment-change.js';
import { readAdjustments } from './adjustment-rows.js';
import type { AdjustmentRepository } from './adjustment.repository.js';
import type { ImportCounts } from './data-import.entity.js';
import type { ImportProgress } from './import-progress.js';
import type { ImportReader } from './import-reader.js';
import { withReason } from './no-rows.js';
import type { ImportWriter } from './import-writer.repository.js';

/** Writes the splits, dividends, factors and tickers of a file and returns what they were to those that are stored, which the progress tells also of a file that is refused. */
export async function importAdjustments(
  writer: ImportWriter,
  reader: ImportReader,
  repository: AdjustmentRepository,
  asked: AdjustmentImport,
  progress: Pick<ImportProgress, 'counts'>,
): Promise<ImportCounts> {
  const read = await readAdjustments(reader);
  const stored = await repository.lock(writer.manager, asked.symbol);
  const change = compareAdjustments(read, stored, asked);
  progress.counts = change.counts;
  const refusal = withReason(change.refusal, reader);
  if (refusal) throw refusal;
  await repository.change(writer.manager, change);
  return change.counts;
}
