import { AppError, text } from '@app/platform';
import type { AdjustmentRow, RefusedRow } from '../formats/index.js';
import type { ImportReader } from './import-reader.js';
import { importErrors } from './import.errors.js';

/** Holds the rows of a file that can be stored, and counts those that a later one replaces, and all. */
export interface ReadAdjustments {
  rows: AdjustmentRow[];
  repeated: number;
  read: number;
}

const MOST_ROWS = 100_000;
const TOO_MANY = text(
  `It holds more than ${MOST_ROWS} splits, dividends, factors and tickers.`,
  `拆股、分红、因子和代码超过 ${MOST_ROWS} 行。`,
);

/** Reads all splits, dividends, factors and tickers of a file, of each day the last one, oldest first; those that say nothing, or what cannot be, are rejected. */
export async function readAdjustments(reader: ImportReader): Promise<ReadAdjustments> {
  const days = new Map<number, AdjustmentRow>();
  let taken = 0;
  await reader.readAdjustments((rows) => {
    const refused: RefusedRow[] = [];
    for (const row of rows) {
      if (isSound(row)) days.set(row.date, row);
      else refused.push({ line: row.line, reason: 'adjustment-invalid', text: textOf(row) });
    }
    taken += rows.length - refused.length;
    if (taken <= MOST_ROWS) return refused;
    throw new AppError(importErrors['kline/import-unreadable'], { values: { reason: TOO_MANY } });
  });
  const rows = [...days.values()].toSorted((a, b) => a.date - b.date);
  return { rows, repeated: taken - rows.length, read: taken + reader.rejections.count };
}

function figuresOf(row: AdjustmentRow): (number | null)[] {
  return [row.priceFactor, row.splitFactor, row.dividend, row.referencePrice];
}

// No exchange has longer names.
const LONGEST_NAME = 100;

function isSound(row: AdjustmentRow): boolean {
  const figures = figuresOf(row);
  return (
    Number.isInteger(row.date) &&
    (row.ticker !== null || figures.some((figure) => figure !== null)) &&
    figures.every((figure) => figure === null || (Number.isFinite(figure) && figure >= 0)) &&
    [row.ticker, row.exchange].every((name) => (name ?? '').length <= LONGEST_NAME) &&
    row.splitFactor !== 0 &&
    row.priceFactor !== 0
  );
}

function textOf(row: AdjustmentRow): string {
  const date = new Date(row.date);
  const day = Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
  const names = row.ticker === null ? [] : [row.ticker, row.exchange ?? ''];
  return [day, ...figuresOf(row).map((figure) => figure ?? ''), ...names].join(',');
}
