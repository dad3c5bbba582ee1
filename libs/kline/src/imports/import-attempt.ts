import { mayFollowClocks } from '../bar-grid.js';
import type { RefusedRow } from '../formats/index.js';
import type { Series } from '../series.entity.js';
import type { SessionDays } from '../session-days.js';
import type { SymbolSettingsRepository } from '../symbol-settings.repository.js';
import type { Uploader } from '../upload.js';
import type { ImportOptions, ImportOutcome } from './data-import.entity.js';
import { adjusterOf } from './adjuster-of.js';
import { importAdjustments } from './adjustment-import.js';
import type { AdjustmentRepository } from './adjustment.repository.js';
import { importDirect, NotDirect } from './direct-import.js';
import { fileDays } from './file-days.js';
import type { ImportContext, WrittenRows } from './import-context.js';
import type { ImportProgress } from './import-progress.js';
import { ImportReader } from './import-reader.js';
import { symbolOf, targetOf } from './import-target.js';
import type { ImportWriter, ImportWriterRepository } from './import-writer.repository.js';
import { SentAdjustments } from './sent-adjustments.js';
import type { StagedFile } from './staged-file.js';
import type { SymbolAdjustment } from './symbol-adjustment.entity.js';
import { GridMoved, importThroughTable } from './table-import.js';

const MOST_DIRECT_BYTES = 32 * 1024 * 1024;

/** Is what an attempt works with. */
export interface AttemptParts {
  /** Names the connection of the attempt. */
  backend: string;
  file: StagedFile;
  /** Came with the file of prices. */
  factors: StagedFile | undefined;
  options: ImportOptions;
  uploader: Uploader;
  writers: ImportWriterRepository;
  adjustments: AdjustmentRepository;
  settings: SymbolSettingsRepository;
  progress: ImportProgress;
  signal: AbortSignal;
}

/** Is called in the transaction of an import when all is written; what it throws undoes all. */
export type Completion = (writer: ImportWriter, outcome: ImportOutcome) => Promise<void>;

/** Imports one file once, all accepted rows or none. */
export class ImportAttempt {
  private reader: ImportReader | undefined;
  private sent: SentAdjustments | undefined;

  constructor(private readonly parts: AttemptParts) {}

  /** The rows that were left out, in the order of the file. */
  get rejected(): RefusedRow[] {
    return this.reader?.rejections.inOrder() ?? [];
  }

  /** Imports the file; throws an AppError that says why it is refused, and what the signal says. */
  async run(complete: Completion): Promise<void> {
    const reader = await this.open();
    if (reader.found.kind === 'adjustments') return this.runAdjustments(reader, complete);
    const context = await this.contextOf(reader);
    const isDirect = mayGoDirect(context, this.parts.file);
    if (isDirect && (await this.runDirect(context, complete))) return;
    const again = isDirect ? await this.contextOf(await this.open()) : context;
    try {
      await this.runThroughTable(again, complete);
    } catch (error) {
      if (!(error instanceof GridMoved)) throw error;
      await this.runThroughTable(await this.contextOf(await this.open()), complete);
    }
  }

  /** Opens the file anew. */
  async open(): Promise<ImportReader> {
    const { file, options, progress, signal } = this.parts;
    progress.restart();
    this.reader = await ImportReader.open(file, options, progress, signal);
    return this.reader;
  }

  /** Finds out where the rows of a file go, and how they are adjusted on the way; throws what `targetOf` and `adjusterOf` throw. */
  async contextOf(reader: ImportReader): Promise<ImportContext> {
    const { options, uploader, progress, signal } = this.parts;
    const target = targetOf(reader.found);
    const { symbol, timeframe } = target.name;
    const stored = await this.parts.writers.find(target.name);
    const known = await this.knownDays(symbol);
    const days = await fileDays(this.parts.writers, { reader, target, stored, known, uploader });
    reader.stamper = days?.stamper ?? null;
    progress.restart();
    if (options.adjust && target.name.kind === 'bars') {
      const adjustments = await this.adjustmentsOf(symbol);
      const asked = { symbol, timeframe, reader, adjustments, nowMs: Date.now() };
      reader.adjuster = await adjusterOf(asked);
      progress.restart();
    }
    const move = days?.movedTo === null ? null : days;
    const session = days?.days ?? known;
    const common = { reader, target, options, uploader, progress, signal };
    const mayFollow = timeframe !== '' && mayFollowClocks(timeframe);
    const storedTimes =
      mayFollow && stored?.count ? await this.parts.writers.openTimes(stored) : [];
    return { ...common, stored, storedTimes, days: session, isShown: days !== null, move };
  }

  private async knownDays(symbol: string): Promise<SessionDays | null> {
    const [known] = await this.parts.settings.ofSymbols([symbol]);
    return known && known.sessionZone !== 'UTC' ? known : null;
  }

  // Those that came with the prices are not written yet.
  private async adjustmentsOf(symbol: string): Promise<SymbolAdjustment[]> {
    const { adjustments, factors, uploader, options, signal } = this.parts;
    const stored = await adjustments.ofSymbol(symbol);
    if (!factors) return stored.rows;
    const asked = { symbol, uploader, onConflict: options.onConflict };
    this.sent = await SentAdjustments.of(factors, asked, signal);
    return this.sent.over(stored);
  }

  private runAdjustments(reader: ImportReader, complete: Completion): Promise<void> {
    const { backend, writers, uploader, options, progress, adjustments } = this.parts;
    const symbol = symbolOf(reader.found);
    const { onConflict } = options;
    return writers.transaction(backend, [], async (writer) => {
      const asked = { symbol, uploader, onConflict };
      const counts = await importAdjustments(writer, reader, adjustments, asked, progress);
      progress.rowsWritten = counts.inserted + counts.updated;
      await complete(writer, { ...counts, version: null });
    });
  }

  private async runThroughTable(context: ImportContext, complete: Completion): Promise<void> {
    await this.transaction(context, complete, (writer) => importThroughTable(writer, context));
  }

  private async runDirect(context: ImportContext, complete: Completion): Promise<boolean> {
    try {
      await this.transaction(context, complete, (writer) => importDirect(writer, context));
      return true;
    } catch (error) {
      if (error instanceof NotDirect) return false;
      throw error;
    }
  }

  private transaction(
    context: ImportContext,
    complete: Completion,
    write: (writer: ImportWriter) => Promise<WrittenRows>,
  ): Promise<void> {
    const { backend, writers, uploader, adjustments } = this.parts;
    const { target, progress } = context;
    return writers.transaction(backend, [target.name], async (writer) => {
      await this.sent?.write(writer, adjustments);
      const written = await write(writer);
      const { counts, series } = written;
      progress.counts = counts;
      progress.rowsWritten = counts.inserted + counts.updated;
      if (progress.rowsWritten > 0) await raiseVersion(writer, written, uploader.id);
      await keepSession(writer, context, series);
      const version = progress.rowsWritten > 0 ? series.version + 1 : null;
      await complete(writer, { ...counts, version });
    });
  }
}

// The series is locked while the file is read, and where it has rows others may wait for it.
function mayGoDirect({ target, stored, move }: ImportContext, { size }: StagedFile) {
  if (target.shape.kind !== 'bars' || move) return false;
  return !stored?.count || size <= MOST_DIRECT_BYTES;
}

async function raiseVersion(
  { series: writer }: ImportWriter,
  { series, counts, hash, grid }: WrittenRows,
  userId: string,
): Promise<void> {
  const { inserted, updated } = counts;
  if (series.count === 0) await writer.begin(series.id, grid, userId);
  else if (series.gridZone !== grid.gridZone) await writer.setGrid(series.id, grid);
  await writer.finish(series, { inserted, updated, deleted: 0, hash }, userId);
}

// Days of UTC are what a symbol has without a word; and an offset knows no summer time, so it is no zone. A zone by which times were read tells how days lie only where there are no bars yet.
async function keepSession(
  writer: ImportWriter,
  { reader: { found }, target, isShown, stored, uploader }: ImportContext,
  { id }: Series,
): Promise<void> {
  const { symbol, sessionZone, dayStartMs } = found;
  if (symbol === null || /^[+-]/.test(sessionZone)) return;
  if (sessionZone === 'UTC' && dayStartMs === 0) return;
  const days = isShown && target.name.timeframe === '1d';
  if (!days && stored?.count) return;
  await writer.keepSession(symbol, found, { days, seriesId: id, uploader });
}
