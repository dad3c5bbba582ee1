import type { Timeframe } from '@app/engine';
import { AppError } from '@app/platform';
import { isOfDays } from '../day-stamper.js';
import { ClosesBefore, eventsOf, factorsOf } from './event-factors.js';
import type { ImportReader } from './import-reader.js';
import { importErrors } from './import.errors.js';
import { type Factor, PriceAdjuster } from './price-adjuster.js';
import type { AdjustmentKind, SymbolAdjustment } from './symbol-adjustment.entity.js';

const EVENTS: ReadonlySet<AdjustmentKind> = new Set(['splits', 'dividends']);

/** Is what an adjuster is made from. */
export interface AdjusterParts {
  symbol: string;
  timeframe: Timeframe | '';
  reader: Pick<ImportReader, 'found' | 'scan'>;
  /** Oldest first. */
  adjustments: readonly SymbolAdjustment[];
  nowMs: number;
}

/** Makes the adjuster of a symbol's prices: of factors where it has any, else of its splits and dividends up to now, for which the file is read once more; throws `kline/adjustments-missing` and what `factorsOf` throws. */
export async function adjusterOf(parts: AdjusterParts): Promise<PriceAdjuster> {
  const { symbol, timeframe, reader, adjustments } = parts;
  const zone = timeframe === '' || isOfDays(timeframe) ? null : reader.found.sessionZone;
  const given = new PriceAdjuster(adjustments, zone);
  if (!given.isEmpty) return given;
  const adjuster = new PriceAdjuster(await factorsOfEvents(parts, zone), zone);
  if (!adjuster.isEmpty) return adjuster;
  throw new AppError(importErrors['kline/adjustments-missing'], { values: { symbol } });
}

async function factorsOfEvents(
  { reader, adjustments, nowMs }: AdjusterParts,
  zone: string | null,
): Promise<Factor[]> {
  const events = eventsOf(
    adjustments.filter(({ kind, date }) => EVENTS.has(kind) && date.getTime() <= nowMs),
  );
  const days = events.map(({ date }) => date.getTime());
  const closes = new ClosesBefore(days, zone);
  const hasDividends = events.some(({ dividend }) => dividend);
  if (hasDividends) await reader.scan((rows) => closes.add(rows));
  return factorsOf(events, closes);
}
