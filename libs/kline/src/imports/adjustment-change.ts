import { AppError } from '@app/platform';
import type { AdjustmentRow } from '../formats/index.js';
import type { Uploader } from '../upload.js';
import type { ReadAdjustments } from './adjustment-rows.js';
import type { StoredAdjustments } from './adjustment.repository.js';
import type { ConflictPolicy, Difference, Figures, ImportCounts } from './data-import.entity.js';
import { importErrors } from './import.errors.js';
import { mayAdjust, othersAdjustments } from './symbol-owner.js';
import type { AdjustmentKind, SymbolAdjustment } from './symbol-adjustment.entity.js';

/** Asks for the splits, dividends, factors and tickers of a file. */
export interface AdjustmentImport {
  symbol: string;
  uploader: Uploader;
  onConflict: ConflictPolicy;
}

/** Tells what the rows of a file are to those that are stored, which are to be written, and which are to go. */
export interface AdjustmentChange {
  rows: SymbolAdjustment[];
  gone: SymbolAdjustment[];
  counts: ImportCounts;
  refusal: AppError | null;
}

const MOST_DIFFERENCES = 20;
const FIGURES = {
  split_factor: 'splitFactor',
  price_factor: 'priceFactor',
  dividend: 'dividend',
  reference_price: 'referencePrice',
  ticker: 'ticker',
  exchange: 'exchange',
} as const;

/** Compares the rows of a file with the stored ones of its symbol: they take the place of all that is stored of their kinds, unless what is stored is to be kept. */
export function compareAdjustments(
  { rows, repeated, read }: ReadAdjustments,
  stored: StoredAdjustments,
  asked: AdjustmentImport,
): AdjustmentChange {
  const { symbol, uploader, onConflict } = asked;
  const ownerId = stored.owner?.id ?? uploader.id;
  const incoming = rows.flatMap((row) => adjustmentsOf(row, symbol, ownerId));
  const before = new Map(stored.rows.map((row) => [keyOf(row), row]));
  const after = new Set(incoming.map(keyOf));
  const kinds = new Set(incoming.map(({ kind }) => kind));
  const inserted = incoming.filter((row) => !before.has(keyOf(row)));
  const differing = incoming.filter((row) => {
    const old = before.get(keyOf(row));
    return old !== undefined && !isSame(old, row);
  });
  const missing = stored.rows.filter((row) => kinds.has(row.kind) && !after.has(keyOf(row)));
  const replaces = onConflict === 'replace';
  const gone = replaces ? missing : [];
  const counts: ImportCounts = {
    inserted: inserted.length,
    updated: replaces ? differing.length : 0,
    removed: gone.length,
    unchanged: incoming.length - inserted.length - differing.length,
    differing: differing.length,
    duplicates: repeated,
    outOfOrder: 0,
    first: incoming[0]?.date.toISOString() ?? null,
    last: incoming.at(-1)?.date.toISOString() ?? null,
    differences: differing
      .slice(0, MOST_DIFFERENCES)
      .map((row) => differenceOf(row, before.get(keyOf(row)) ?? row)),
  };
  const conflicts = differing.length + missing.length;
  const changed = replaces ? [...inserted, ...differing] : inserted;
  const isRefused = changed.length + gone.length > 0 && !mayAdjust(uploader, stored.owner);
  return {
    rows: changed,
    gone,
    counts,
    refusal: isRefused
      ? othersAdjustments(symbol)
      : refusalOf(incoming.length, read, conflicts, onConflict),
  };
}

/** Shows the figures of a row by the names of their columns. */
export function figuresOf(
  row: Pick<SymbolAdjustment, (typeof FIGURES)[keyof typeof FIGURES]>,
): Figures {
  return Object.fromEntries(Object.entries(FIGURES).map(([name, key]) => [name, row[key]]));
}

/** Names a row within those of a symbol. */
export function keyOf({ kind, date }: SymbolAdjustment): string {
  return `${kind} ${date.getTime()}`;
}

function differenceOf(row: SymbolAdjustment, old: SymbolAdjustment): Difference {
  return { time: row.date.toISOString(), stored: figuresOf(old), incoming: figuresOf(row) };
}

function isSame(a: SymbolAdjustment, b: SymbolAdjustment): boolean {
  return Object.values(FIGURES).every((key) => a[key] === b[key]);
}

// A row may tell both a split and a dividend, which are two things.
function adjustmentsOf(row: AdjustmentRow, symbol: string, ownerId: string): SymbolAdjustment[] {
  const { splitFactor, priceFactor, dividend, referencePrice, ticker, exchange } = row;
  const date = new Date(row.date);
  const made = (kind: AdjustmentKind, figures: Partial<SymbolAdjustment>): SymbolAdjustment => ({
    symbol,
    date,
    kind,
    splitFactor: null,
    priceFactor: null,
    dividend: null,
    referencePrice: null,
    ticker: null,
    exchange: null,
    ...figures,
    ownerId,
  });
  if (ticker !== null) return [made('tickers', { ticker, exchange })];
  if (priceFactor !== null) {
    return [made('factors', { splitFactor, priceFactor, dividend, referencePrice })];
  }
  const split = splitFactor === null ? [] : [made('splits', { splitFactor })];
  // Yahoo writes 0 where there was none.
  const isPaid = dividend !== null && dividend > 0;
  return isPaid ? [...split, made('dividends', { dividend })] : split;
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
