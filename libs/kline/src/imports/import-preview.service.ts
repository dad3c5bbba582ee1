import { Injectable } from '@nestjs/common';
import { AppError } from '@app/platform';
import type { FoundFile, RefusedRow } from '../formats/index.js';
import { SymbolSettingsRepository } from '../symbol-settings.repository.js';
import type { Uploader } from '../upload.js';
import type { Figures, ImportCounts, ImportOptions } from './data-import.entity.js';
import { compareAdjustments, figuresOf } from './adjustment-change.js';
import { readAdjustments } from './adjustment-rows.js';
import { AdjustmentRepository } from './adjustment.repository.js';
import { DryRuns } from './dry-runs.js';
import { ImportAttempt } from './import-attempt.js';
import type { ImportContext } from './import-context.js';
import { ImportFileService, type UploadedFile } from './import-file.service.js';
import { ImportProgress } from './import-progress.js';
import type { ImportReader } from './import-reader.js';
import type { ImportShape } from './import-shape.js';
import { KeptRows } from './kept-rows.js';
import { symbolOf } from './import-target.js';
import { type ImportWriter, ImportWriterRepository } from './import-writer.repository.js';
import { importErrors } from './import.errors.js';
import { withReason } from './no-rows.js';
import type { RowSieve, SiftedRows } from './row-sieve.js';
import { judge, loadRows, refusalFor, sieveFor } from './table-import.js';

/** Shows one row of a file. */
export interface PreviewRow {
  line: number;
  /** ISO 8601 in UTC. */
  time: string;
  figures: Figures;
}

/** Tells what an import of a file would do. */
export interface ImportPreview {
  found: FoundFile;
  /** Whether all rows of the file were looked at. */
  complete: boolean;
  rowsRead: number;
  rowsRejected: number;
  /** The first rows that would be taken. */
  rows: PreviewRow[];
  /** The first rows that would be left out. */
  rejected: RefusedRow[];
  counts: ImportCounts;
  /** Why the file would be refused as a whole. */
  problems: AppError[];
}

const MOST_ROWS = 10;
const MOST_REJECTED = 1000;
// A year and a half of minutes, which take 72 MB and two seconds; the whole file is for a worker.
const LOOKED_AT = { rows: 1_000_000, ms: 10_000 };
const BACKEND = 'barline-import-preview';

/** Tells what imports would do, and does nothing. */
@Injectable()
export class ImportPreviewService {
  private readonly runs = new DryRuns();

  constructor(
    private readonly files: ImportFileService,
    private readonly writers: ImportWriterRepository,
    private readonly adjustments: AdjustmentRepository,
    private readonly settings: SymbolSettingsRepository,
  ) {}

  /** Reads the first million rows of an uploaded file, or what ten seconds allow, and compares them with what is stored, then removes it; throws what an import of it would fail with before its rows are read, and what `DryRuns` throws. */
  async preview(
    uploader: Uploader,
    file: UploadedFile,
    options: ImportOptions,
    signal: AbortSignal,
  ): Promise<ImportPreview> {
    try {
      if (file.size === 0) throw new AppError(importErrors['kline/import-empty']);
      return await this.runs.run(uploader.id, () => this.look(uploader, file, options, signal));
    } finally {
      await this.files.remove(file.id, options.factors?.id);
    }
  }

  private async look(
    uploader: Uploader,
    file: UploadedFile,
    options: ImportOptions,
    signal: AbortSignal,
  ): Promise<ImportPreview> {
    const staged = this.files.open(file.id, file.name, file.size);
    const progress = new ImportProgress(staged);
    const { writers, adjustments, settings } = this;
    const repositories = { writers, adjustments, settings };
    const parts = { backend: BACKEND, options, uploader, progress, signal, ...repositories };
    const factors = options.factors && this.files.openUploaded(options.factors);
    const attempt = new ImportAttempt({ ...parts, file: staged, factors });
    const reader = await attempt.open();
    reader.limit = LOOKED_AT;
    if (reader.found.kind === 'adjustments') {
      return this.compareAdjustments(reader, progress, uploader, options);
    }
    return this.compare(await attempt.contextOf(reader));
  }

  private async compareAdjustments(
    reader: ImportReader,
    progress: ImportProgress,
    uploader: Uploader,
    { onConflict }: ImportOptions,
  ): Promise<ImportPreview> {
    const symbol = symbolOf(reader.found);
    const read = await readAdjustments(reader);
    const stored = await this.adjustments.ofSymbol(symbol);
    const asked = { symbol, uploader, onConflict };
    const { counts, refusal: why } = compareAdjustments(read, stored, asked);
    const refusal = withReason(why, reader);
    const rows = read.rows.slice(0, MOST_ROWS).map((row) => ({
      line: row.line,
      time: new Date(row.date).toISOString(),
      figures: figuresOf(row),
    }));
    return previewOf(reader, progress, rows, counts, refusal);
  }

  // The file is read before the transaction, which would hold a connection for as long as that takes. It is undone at the end, for it may have moved stored days.
  private async compare(context: ImportContext): Promise<ImportPreview> {
    const sieve = sieveFor(context);
    const kept = new KeptRows();
    await context.reader.read(sieve, async (rows) => kept.add(rows));
    try {
      return await this.writers.transaction(BACKEND, [], async (writer) => {
        throw new Undone(await compared(writer, context, sieve, kept));
      });
    } catch (error) {
      if (error instanceof Undone) return error.preview;
      throw error;
    }
  }
}

class Undone extends Error {
  constructor(readonly preview: ImportPreview) {
    super('A preview writes nothing.');
  }
}

async function compared(
  writer: ImportWriter,
  context: ImportContext,
  sieve: RowSieve,
  kept: KeptRows,
): Promise<ImportPreview> {
  const { reader, target, progress, stored, move, uploader } = context;
  const loaded = await loadRows(writer, context, (take) => kept.each(take));
  const series = move
    ? await writer.moveDays(await writer.series.lock(target.name), move, uploader.id)
    : stored;
  const { counts } = await judge(writer, context, { ...loaded, hash: null }, series);
  const refusal = refusalFor(context, sieve, loaded, counts);
  return previewOf(reader, progress, firstRows(target.shape, kept), counts, refusal);
}

function previewOf(
  { found, rejections, isCut }: ImportReader,
  { rowsRead, rowsRejected }: ImportProgress,
  rows: PreviewRow[],
  counts: ImportCounts,
  refusal: AppError | null,
): ImportPreview {
  const rejected = rejections.inOrder().slice(0, MOST_REJECTED);
  return {
    found,
    complete: !isCut,
    rowsRead,
    rowsRejected,
    rows,
    rejected,
    counts,
    problems: refusal ? [refusal] : [],
  };
}

function firstRows(shape: ImportShape, kept: KeptRows): PreviewRow[] {
  const rows: PreviewRow[] = [];
  for (const batch of kept.batches) {
    if (rows.length === MOST_ROWS) break;
    rows.push(...rowsOf(shape, batch, MOST_ROWS - rows.length));
  }
  return rows;
}

function rowsOf(shape: ImportShape, sifted: SiftedRows, most: number): PreviewRow[] {
  const { count, line, columns } = sifted;
  const [time, ...figures] = columns;
  return Array.from({ length: Math.min(most, count) }, (_, i) => ({
    line: line[i],
    time: new Date(time[i]).toISOString(),
    figures: Object.fromEntries(
      shape.figures.map((name, k) => [name, Number.isNaN(figures[k][i]) ? null : figures[k][i]]),
    ),
  }));
}
