import { AppError } from '@app/platform';
import { type AdjustmentImport, compareAdjustments, keyOf } from './adjustment-change.js';
import { type ReadAdjustments, readAdjustments } from './adjustment-rows.js';
import type { AdjustmentRepository, StoredAdjustments } from './adjustment.repository.js';
import { ImportProgress } from './import-progress.js';
import { ImportReader } from './import-reader.js';
import { importErrors } from './import.errors.js';
import type { ImportWriter } from './import-writer.repository.js';
import type { StagedFile } from './staged-file.js';
import type { SymbolAdjustment } from './symbol-adjustment.entity.js';

/** Holds the splits, dividends or factors that came together with a file of prices. */
export class SentAdjustments {
  private constructor(
    private readonly read: ReadAdjustments,
    private readonly asked: AdjustmentImport,
  ) {}

  /** Reads their file; throws `kline/import-factors-unfit` and `kline/import-factors-unreadable`. */
  static async of(
    file: StagedFile,
    asked: AdjustmentImport,
    signal: AbortSignal,
  ): Promise<SentAdjustments> {
    file.rewind();
    try {
      const { symbol } = asked;
      const reader = await ImportReader.open(file, { symbol }, new ImportProgress(file), signal);
      const { kind } = reader.found;
      if (kind !== 'adjustments') {
        throw new AppError(importErrors['kline/import-factors-unfit'], { values: { kind } });
      }
      return new SentAdjustments(await readAdjustments(reader), asked);
    } catch (error) {
      throw failureOfFactors(error);
    }
  }

  /** Shows what a symbol has once they are written, oldest first; throws what they are refused with. */
  over(stored: StoredAdjustments): SymbolAdjustment[] {
    const { rows, gone, refusal } = compareAdjustments(this.read, stored, this.asked);
    if (refusal) throw refusal;
    const left = stored.rows.filter((row) => !gone.includes(row));
    const all = new Map([...left, ...rows].map((row) => [keyOf(row), row]));
    return [...all.values()].toSorted((a, b) => a.date.getTime() - b.date.getTime());
  }

  /** Writes them in the transaction of the prices. */
  async write(writer: ImportWriter, repository: AdjustmentRepository): Promise<void> {
    const stored = await repository.lock(writer.manager, this.asked.symbol);
    const change = compareAdjustments(this.read, stored, this.asked);
    if (change.refusal) throw change.refusal;
    await repository.change(writer.manager, change);
  }
}

// Of two files, it must be said which one cannot be read.
function failureOfFactors(error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'kline/import-unreadable') return error;
  const { values } = error;
  const details = error.details.map((detail) => ({
    ...detail,
    field: detail.field === 'file' ? 'factors' : `factors: ${detail.field}`,
  }));
  return new AppError(importErrors['kline/import-factors-unreadable'], { values, details });
}
