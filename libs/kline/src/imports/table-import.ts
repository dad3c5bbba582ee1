import type { Timeframe } from '@app/engine';
import { type AppError, text, type Text } from '@app/platform';
import type { BarGrid } from '../bar-grid.js';
import { offGridNote } from '../off-grid.js';
import type { Series } from '../series.entity.js';
import { BarHash } from './bar-hash.js';
import { assess, type Assessment, type LoadedRows, refusalOf } from './import-assessment.js';
import type { ImportCounts } from './data-import.entity.js';
import type { ImportContext, WrittenRows } from './import-context.js';
import type { ImportShape } from './import-shape.js';
import type { ImportWriter } from './import-writer.repository.js';
import { readerText } from './reader-phrases.js';
import { allRejected, withReason } from './no-rows.js';
import type { RowCopy } from './row-copy.js';
import { MOST_LISTED } from './rejections.js';
import { RowOrder } from './row-order.js';
import { BarSieve, RateSieve, type RowSieve, type SiftedRows } from './row-sieve.js';

/** Says that somebody else began the series on another grid, or wrote days of it that are to be moved, while its rows were read. */
export class GridMoved extends Error {
  override name = 'GridMoved';
}

/** Takes the rows of a file into a table of the transaction, and merges them into their series, whose days become dates before where they are to; throws GridMoved. */
export async function importThroughTable(
  writer: ImportWriter,
  context: ImportContext,
): Promise<WrittenRows> {
  const { target, signal } = context;
  const sieve = sieveFor(context);
  const hash = new BarHash();
  const loaded = await loadRows(writer, context, (take) =>
    context.reader.read(sieve, async (batch) => {
      if (sieve instanceof BarSieve) hash.add(sieve.batch, batch.count);
      await take(batch);
    }),
  );
  const isHashed = sieve instanceof BarSieve && loaded.isOrdered;
  const rows = { ...loaded, hash: isHashed ? hash.bits() : null };
  const { grid } = sieve;
  const series = await lockedSeries(writer, context, grid);
  const assessment = await judge(writer, context, rows, series);
  const { counts } = assessment;
  const refusal = refusalFor(context, sieve, rows, counts);
  if (refusal) throw refusal;
  signal.throwIfAborted();
  const written = await writeRows(writer, target.shape, series, rows, assessment);
  return { series, counts, hash: written, grid };
}

/** Makes the sieve for the rows of a series, which may have none yet. */
export function sieveFor(context: ImportContext): RowSieve {
  const { shape, name } = context.target;
  if (shape.kind === 'funding' || name.timeframe === '') return new RateSieve();
  return barSieveFor(context, name.timeframe, context.stored);
}

/** Makes the sieve for bars of a series, which may have none yet. */
export function barSieveFor(
  { reader, days, move, options, storedTimes }: ImportContext,
  timeframe: Timeframe,
  series: Series | null,
): BarSieve {
  const zones = [days?.sessionZone, options.timezone, reader.found.sessionZone].filter(
    (zone) => zone !== undefined,
  );
  const stored = series?.count ? series : null;
  const gridOffsetMs = move?.movedTo ?? undefined;
  return new BarSieve(timeframe, { stored, times: storedTimes, gridOffsetMs, zones });
}

/** Says, also in the notes of the file, how many rows were off the grid, and where that is; empty where none was. */
export function offGrid(
  { reader, target: { name }, days }: Pick<ImportContext, 'reader' | 'target' | 'days'>,
  { offGrid: count, grid }: Pick<RowSieve, 'offGrid' | 'grid'>,
): Text {
  if (count === 0 || name.timeframe === '') return text('', '');
  const note = offGridNote(count, { timeframe: name.timeframe, ...grid, days });
  reader.found.notes.push(note);
  const said = readerText(note);
  return text(` ${said.en}`, said.zh);
}

/** Takes the rows that `read` hands on into a table of the transaction, in which each time then stands once. */
export async function loadRows(
  writer: ImportWriter,
  { target: { shape }, progress, signal }: ImportContext,
  read: (take: (rows: SiftedRows) => Promise<void>) => Promise<void>,
): Promise<Omit<LoadedRows, 'hash'> & { isOrdered: boolean }> {
  const order = new RowOrder();
  const copy = await writer.copyRows(shape);
  try {
    await read(async (rows) => {
      await copyBatch(copy, rows, order.count);
      order.add(rows.columns[0], rows.count);
    });
    await copy.finish();
  } catch (error) {
    await copy.abandon();
    throw error;
  }
  progress.stage = 'writing';
  signal.throwIfAborted();
  const repeated = await repeatedRows(writer, shape, order);
  signal.throwIfAborted();
  const { outOfOrder } = order;
  const isOrdered = order.order !== 'mixed';
  return { ...(await writer.extent(shape)), ...repeated, outOfOrder, isOrdered };
}

/** Compares the rows of the table with those of a series, and adds those to the rejected that are not the uploader's to write. */
export async function judge(
  writer: ImportWriter,
  { reader, target: { shape }, options, uploader, progress }: ImportContext,
  rows: LoadedRows,
  series: Series | null,
): Promise<Assessment> {
  const asked = { onConflict: options.onConflict, uploader, mostLines: MOST_LISTED };
  const assessment = await assess(writer, shape, rows, series, asked);
  const reason = shape.kind === 'bars' ? 'others-bar' : 'others-rate';
  if (assessment.othersLines.length > 0) {
    const listed = await writer.differingRows(shape, MOST_LISTED);
    reader.reject(reason, listed, assessment.counts.differing);
  }
  progress.counts = assessment.counts;
  return assessment;
}

async function lockedSeries(
  writer: ImportWriter,
  { target, stored, move, uploader }: ImportContext,
  grid: BarGrid,
): Promise<Series> {
  const series = await writer.series.lock(target.name);
  if (!move) {
    if (series.count > 0 && !isGridOf(stored, series, grid)) throw new GridMoved();
    return series;
  }
  if (series.version !== stored?.version) throw new GridMoved();
  return writer.moveDays(series, move, uploader.id);
}

// The rows were sieved by what the series was before it was locked.
function isGridOf(stored: Series | null, series: Series, found: BarGrid): boolean {
  if (!stored?.count) return false;
  const { gridOffsetMs, gridZone, version } = stored;
  if (series.gridOffsetMs !== gridOffsetMs || series.gridZone !== gridZone) return false;
  return found.gridZone === gridZone || series.version === version;
}

/** Says why rows are refused as a whole, once they are compared with those of their series, or null. */
export function refusalFor(
  context: ImportContext,
  sieve: RowSieve,
  rows: Parameters<typeof refusalOf>[0],
  counts: ImportCounts,
): AppError | null {
  const { reader, progress, options } = context;
  const why = offGrid(context, sieve);
  const { rowsRead } = progress;
  const refusal = refusalOf(rows, rowsRead, counts.differing, options.onConflict, why);
  return withReason(refusal ?? allRejected(counts, options.onConflict, rowsRead), reader);
}

async function writeRows(
  writer: ImportWriter,
  shape: ImportShape,
  series: Series,
  rows: LoadedRows,
  { counts, replaces, isCompared }: Assessment,
): Promise<string> {
  if (counts.inserted + counts.updated === 0) return '';
  if (isCompared || rows.hash === null) {
    return writer.merge(shape, series, { replaces, looks: isCompared });
  }
  await writer.insertAll(shape, series);
  return rows.hash;
}

async function repeatedRows(writer: ImportWriter, shape: ImportShape, { order }: RowOrder) {
  return order === 'mixed' ? writer.makeDistinct(shape) : { repeated: 0, clashing: 0 };
}

function copyBatch(copy: RowCopy, { line, columns, count }: SiftedRows, from: number) {
  const place = Float64Array.from({ length: count }, (_, i) => from + i);
  return copy.write([place, line, ...columns], count);
}
