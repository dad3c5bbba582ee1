import { AppError, text } from '@app/platform';
import type { AdjustmentRow, RefusedRow } from '../formats/index.js';
import type { Uploader } from '../upload.js';
import type { AdjustmentRepository } from './adjustment.repository.js';
import type { ConflictPolicy, Difference, Figures, ImportCounts } from './data-import.entity.js';
import type { ImportReader } from './import-reader.js';
import type { ImportWriter } from './import-writer.repository.js';
import { importErrors } from './import.errors.js';
import type { SymbolAdjustment } from './symbol-adjustment.entity.js';

/** Asks for the splits, dividends and factors of a file. */
export interface AdjustmentImport {
  symbol: string;
  uploader: Uploader;
  onConflict: ConflictPolicy;
}

/** Holds the rows of a file that can be stored, and counts those that a later one replaces, and all. */
export interface ReadAdjustments {
  rows: AdjustmentRow[];
  repeated: number;
  read: number;
}

/** Tells what the rows of a file are to those that are stored, and which are to be written. */
export interface AdjustmentChange {
  rows: SymbolAdjustment[];
  counts: ImportCounts;
  /** Rows that differ from those of somebody else, which only their owner and admins may replace. */
  refused: RefusedRow[];
  refusal: AppError | null;
}

const MOST_ROWS = 100_000;
const TOO_MANY = text(
  `It holds more than ${MOST_ROWS} splits, dividends and factors.`,
  `拆股、分红和因子超过 ${MOST_ROWS} 行。`,
);
const MOST_DIFFERENCES = 20;
const FIGURES = {
  split_factor: 'splitFactor',
  price_factor: 'priceFactor',
  dividend: 'dividend',
  reference_price: 'referencePrice',
} as const;

/** Reads all splits, dividends and factors of a file, of each day the last one, oldest first; those that say nothing, or what cannot be, are rejected. */
export async function readAdjustments(reader: ImportReader): Promise<ReadAdjustments> {
  const days = new Map<number, AdjustmentRow>();
  let taken = 0;
  await reader.readAdjustments((rows) => {
    const refused: RefusedRow[] = [];
    for (const row of rows) {
      if (row.ticker !== null) throw new AppError(importErrors['kline/import-ticker-map']);
      if (isSound(row)) days.set(row.date, row);
      else refused.push({ line: row.line, reason: 'adjustment-invalid', text: '' });
    }
    taken += rows.length - refused.length;
    if (taken <= MOST_ROWS) return refused;
    throw new AppError(importErrors['kline/import-unreadable'], { values: { reason: TOO_MANY } });
  });
  const rows = [...days.values()].toSorted((a, b) => a.date - b.date);
  return { rows, repeated: taken - rows.length, read: taken + reader.rejections.count };
}

/** Compares the rows of a file with the stored ones of its symbol. */
export function compareAdjustments(
  { rows, repeated, read }: ReadAdjustments,
  stored: SymbolAdjustment[],
  { symbol, uploader, onConflict }: AdjustmentImport,
): AdjustmentChange {
  const before = new Map(stored.map((row) => [row.date.getTime(), row]));
  const incoming = rows.map((row) => adjustmentOf(row, symbol, uploader.id));
  const isOwn = (row: SymbolAdjustment) => uploader.role === 'admin' || row.ownerId === uploader.id;
  const replaces = onConflict === 'replace' && stored.every(isOwn);
  const inserted = incoming.filter(({ date }) => !before.has(date.getTime()));
  const differences: Difference[] = [];
  const differing = incoming.filter((row) => {
    const old = before.get(row.date.getTime());
    if (!old || isSame(old, row)) return false;
    const shown = { stored: figuresOf(old), incoming: figuresOf(row) };
    differences.push({ time: row.date.toISOString(), ...shown });
    return true;
  });
  const counts: ImportCounts = {
    inserted: inserted.length,
    updated: replaces ? differing.length : 0,
    unchanged: incoming.length - inserted.length - differing.length,
    differing: differing.length,
    duplicates: repeated,
    outOfOrder: 0,
    first: incoming[0]?.date.toISOString() ?? null,
    last: incoming.at(-1)?.date.toISOString() ?? null,
    differences: differences.slice(0, MOST_DIFFERENCES),
  };
  const isOthers = onConflict === 'replace' && !replaces;
  const days = new Set(differing.map(({ date }) => date.getTime()));
  return {
    rows: replaces ? [...inserted, ...differing] : inserted,
    counts,
    refused: isOthers ? rows.filter(({ date }) => days.has(date)).map(refusedOfOthers) : [],
    refusal: refusalOf(incoming.length, read, differing.length, onConflict),
  };
}

/** Writes the splits, dividends and factors of a file and returns what they were to those that are stored. */
export async function importAdjustments(
  writer: ImportWriter,
  reader: ImportReader,
  repository: AdjustmentRepository,
  asked: AdjustmentImport,
): Promise<ImportCounts> {
  const read = await readAdjustments(reader);
  const stored = await repository.lock(writer.manager, asked.symbol);
  const { rows, counts, refused, refusal } = compareAdjustments(read, stored, asked);
  if (refusal) throw refusal;
  reader.reject(refused);
  if (rows.length > 0) await repository.write(writer.manager, rows);
  return counts;
}

/** Shows the figures of a row by the names of their columns. */
export function figuresOf(
  row: Pick<SymbolAdjustment, (typeof FIGURES)[keyof typeof FIGURES]>,
): Figures {
  return Object.fromEntries(Object.entries(FIGURES).map(([name, key]) => [name, row[key]]));
}

function isSound(row: AdjustmentRow): boolean {
  const figures = Object.values(FIGURES).map((key) => row[key]);
  return (
    Number.isInteger(row.date) &&
    figures.some((figure) => figure !== null) &&
    figures.every((figure) => figure === null || (Number.isFinite(figure) && figure >= 0)) &&
    row.splitFactor !== 0 &&
    row.priceFactor !== 0
  );
}

function refusedOfOthers({ line }: AdjustmentRow): RefusedRow {
  return { line, reason: 'others-adjustment', text: '' };
}

function isSame(a: SymbolAdjustment, b: SymbolAdjustment): boolean {
  return Object.values(FIGURES).every((key) => a[key] === b[key]);
}

function adjustmentOf(row: AdjustmentRow, symbol: string, ownerId: string): SymbolAdjustment {
  const { splitFactor, priceFactor, dividend, referencePrice } = row;
  const date = new Date(row.date);
  return { symbol, date, splitFactor, priceFactor, dividend, referencePrice, ownerId };
}

function refusalOf(
  taken: number,
  read: number,
  differing: number,
  onConflict: ConflictPolicy,
): AppError | null {
  if (taken === 0) {
    return new AppError(importErrors['kline/import-no-rows'], { values: { rows: read } });
  }
  if (onConflict !== 'fail' || differing === 0) return null;
  return new AppError(importErrors['kline/import-conflict'], { values: { differing } });
}
