import { type AdjustmentImport, compareAdjustments } from './adjustment-change.js';
import { readAdjustments } from './adjustment-rows.js';
import type { AdjustmentRepository } from './adjustment.repository.js';
import type { ImportCounts } from './data-import.entity.js';
import type { ImportReader } from './import-reader.js';
import { withReason } from './no-rows.js';
import type { ImportWriter } from './import-writer.repository.js';

/** Writes the splits, dividends and factors of a file and returns what they were to those that are stored. */
export async function importAdjustments(
  writer: ImportWriter,
  reader: ImportReader,
  repository: AdjustmentRepository,
  asked: AdjustmentImport,
): Promise<ImportCounts> {
  const read = await readAdjustments(reader);
  const stored = await repository.lock(writer.manager, asked.symbol);
  const change = compareAdjustments(read, stored, asked);
  const refusal = withReason(change.refusal, reader);
  if (refusal) throw refusal;
  await repository.change(writer.manager, change);
  return change.counts;
}
