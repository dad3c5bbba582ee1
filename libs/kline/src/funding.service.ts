import { Injectable } from '@nestjs/common';
import { OWN_GRID } from './bar-grid.js';
import type { TimeRange } from '@app/platform';
import { markMissing, RATES_AROUND } from './funding-gaps.js';
import { brokenRateRule, type Rate, type RateRule } from './funding-rules.js';
import { type FundingWriter, FundingWriterRepository } from './funding-writer.repository.js';
import { FundingRepository } from './funding.repository.js';
import type { RateColumns } from './rate-columns.js';
import { assertHeld, SeriesService } from './series.service.js';
import { mayChange, type Rejected, type Uploader, type UploadSummary } from './upload.js';

/** Holds the rates of one load, and the series and its version that was read. */
export interface LoadedRates {
  seriesId: number;
  version: number;
  columns: RateColumns;
}

type IndexedRate = Rate & { index: number };

/** Keeps the funding rates of symbols. */
@Injectable()
export class FundingService {
  constructor(
    private readonly series: SeriesService,
    private readonly rates: FundingRepository,
    private readonly writers: FundingWriterRepository,
  ) {}

  /** Checks rates by the rules, leaves out those that break one, and writes the others, all or none; of rates with the same stamp the last one counts. */
  async upload(
    symbol: string,
    rates: readonly Rate[],
    uploader: Uploader,
  ): Promise<UploadSummary<RateRule>> {
    const rejected: Rejected<RateRule>[] = [];
    const sound: IndexedRate[] = [];
    for (const [index, rate] of rates.entries()) {
      const reason = brokenRateRule(rate);
      if (reason) rejected.push({ index, reason });
      else sound.push({ ...rate, index });
    }
    const { inserted, updated } =
      sound.length === 0
        ? { inserted: 0, updated: 0 }
        : await this.writers.transaction([nameOf(symbol)], (writer) =>
            writeSeries(writer, symbol, sound, uploader, rejected),
          );
    rejected.sort((a, b) => a.index - b.index);
    return { uploaded: rates.length - rejected.length, inserted, updated, rejected };
  }

  /** Returns one page of the rates of a range, oldest first, and how many there are; throws `kline/funding-unknown`. */
  async page(
    symbol: string,
    range: TimeRange,
    page: number,
    size: number,
  ): Promise<{ rates: RateColumns; total: number }> {
    const { id } = await this.series.funding(symbol);
    return this.rates.snapshot(async (view) => {
      const total = await view.count({ id }, range);
      const offset = (page - 1) * size;
      const length = Math.max(0, Math.min(size, total - offset));
      return { rates: await view.read({ id }, range, length, offset), total };
    });
  }

  /** Removes the rates of a range and returns how many; throws `kline/funding-unknown`. */
  async remove(symbol: string, range: TimeRange, userId: string): Promise<number> {
    await this.series.funding(symbol);
    return this.writers.transaction([], async (writer) => {
      const series = await writer.series.lock(nameOf(symbol));
      const { removed: deleted, hash } = await writer.remove(series, range);
      if (deleted > 0) {
        await writer.series.finish(series, { inserted: 0, updated: 0, deleted, hash }, userId);
      }
      return deleted;
    });
  }

  /** Counts the stored rates of a range, of now or of a past time (epoch ms); throws what `SeriesService.funding` throws. */
  async count(symbol: string, range: TimeRange, asOfMs?: number): Promise<number> {
    const { id, version } = await this.series.funding(symbol, asOfMs);
    const rows = asOfMs === undefined ? { id } : { id, asOf: version };
    return this.rates.snapshot((view) => view.count(rows, range));
  }

  /** Loads the rates that a run pays in a range, of now or of a past time (epoch ms), with a NaN wherever one is missing and some beyond either end; throws what `SeriesService.funding` throws. */
  async load(symbol: string, range: TimeRange, asOfMs?: number): Promise<LoadedRates> {
    const series = await this.series.funding(symbol, asOfMs);
    return this.rates.snapshot(async (view) => {
      const now = await view.version(series.id);
      const { version } = asOfMs === undefined ? now : series;
      assertHeld({ version }, now.heldFrom, `${symbol} funding`, `version ${version}`);
      const rows = version === now.version ? { id: series.id } : { id: series.id, asOf: version };
      const wide = await view.widened(rows, range, RATES_AROUND);
      const stored = await view.read(rows, wide, await view.count(rows, wide));
      return { seriesId: series.id, version, columns: markMissing(stored, range) };
    });
  }
}

async function writeSeries(
  writer: FundingWriter,
  symbol: string,
  rates: IndexedRate[],
  uploader: Uploader,
  rejected: Rejected<RateRule>[],
) {
  const series = await writer.series.lock(nameOf(symbol));
  const others = mayChange(uploader, series) ? undefined : await writer.differing(series, rates);
  const latest = new Map<number, Rate>();
  for (const [place, rate] of rates.entries()) {
    if (others?.has(place)) rejected.push({ index: rate.index, reason: 'others-rate' });
    else latest.set(rate.timeMs, rate);
  }
  if (latest.size === 0) return { inserted: 0, updated: 0 };
  if (series.count === 0) await writer.series.begin(series.id, OWN_GRID, uploader.id);
  const written = await writer.upsert(series, [...latest.values()]);
  if (written.inserted + written.updated > 0) {
    await writer.series.finish(series, { ...written, deleted: 0 }, uploader.id);
  }
  return written;
}

function nameOf(symbol: string) {
  return { symbol, kind: 'funding', timeframe: '' } as const;
}
