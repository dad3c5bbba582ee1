import { Injectable } from '@nestjs/common';
import type { SeriesBar } from './bar.js';
import { type BarRule, brokenRule, isOnGrid } from './bar-rules.js';
import { type BarWriter, BarWriterRepository } from './bar-writer.repository.js';
import { inferGridOffset } from './grid-offset.js';
import type { SeriesName } from './series-writer.repository.js';
import { mayChange, type Rejected, type Uploader, type UploadSummary } from './upload.js';

/** Names a bar that was left out, by its place in the upload, and the rule that it breaks. */
export type RejectedBar = Rejected<BarRule>;

type IndexedBar = SeriesBar & { index: number };

/** Writes uploaded bars: all good ones of an upload or, when it fails, none. */
@Injectable()
export class UploadService {
  constructor(private readonly writers: BarWriterRepository) {}

  /** Checks bars by the rules, leaves out those that break one, and writes the others; of bars with the same open time the last one counts. */
  async upload(bars: readonly SeriesBar[], uploader: Uploader): Promise<UploadSummary<BarRule>> {
    const rejected: RejectedBar[] = [];
    const sound: IndexedBar[] = [];
    for (const [index, bar] of bars.entries()) {
      const reason = brokenRule(bar);
      if (reason) rejected.push({ index, reason });
      else sound.push({ ...bar, index });
    }
    const summary = { uploaded: 0, inserted: 0, updated: 0, rejected };
    const all = bySeries(sound);
    const names = all.map(([bar]) => nameOf(bar));
    await this.writers.transaction(names, async (writer) => {
      for (const series of all) {
        const { inserted, updated } = await writeSeries(writer, series, uploader, rejected);
        summary.inserted += inserted;
        summary.updated += updated;
      }
    });
    summary.uploaded = bars.length - rejected.length;
    rejected.sort((a, b) => a.index - b.index);
    return summary;
  }
}

async function writeSeries(
  writer: BarWriter,
  bars: IndexedBar[],
  uploader: Uploader,
  rejected: RejectedBar[],
) {
  const [{ timeframe }] = bars;
  const series = await writer.series.lock(nameOf(bars[0]));
  const isNew = series.count === 0;
  const gridOffsetMs = isNew ? offsetOf(bars) : series.gridOffsetMs;
  const onGrid: IndexedBar[] = [];
  for (const bar of bars) {
    if (isOnGrid(bar.openTimeMs, timeframe, gridOffsetMs)) onGrid.push(bar);
    else rejected.push({ index: bar.index, reason: 'open-time-off-grid' });
  }
  const others = mayChange(uploader, series) ? undefined : await writer.differing(series, onGrid);
  const latest = new Map<number, IndexedBar>();
  for (const [place, bar] of onGrid.entries()) {
    if (others?.has(place)) rejected.push({ index: bar.index, reason: 'others-bar' });
    else latest.set(bar.openTimeMs, bar);
  }
  if (latest.size === 0) return { inserted: 0, updated: 0 };
  if (isNew) await writer.series.begin(series.id, gridOffsetMs, uploader.id);
  const written = await writer.upsert(series, [...latest.values()]);
  if (written.inserted + written.updated > 0) {
    await writer.series.finish(series, { ...written, deleted: 0 }, uploader.id);
  }
  return written;
}

function nameOf({ symbol, timeframe }: SeriesBar): SeriesName {
  return { symbol, kind: 'bars', timeframe };
}

function offsetOf(bars: IndexedBar[]): number {
  const [{ timeframe }] = bars;
  return inferGridOffset(
    bars.map(({ openTimeMs }) => openTimeMs),
    timeframe,
  );
}

// Every upload locks its series in this order, so two of them can never wait for each other.
function bySeries(bars: IndexedBar[]): IndexedBar[][] {
  const groups = Map.groupBy(bars, ({ symbol, timeframe }) => `${symbol} ${timeframe}`);
  return [...groups.keys()].toSorted().map((key) => groups.get(key) ?? []);
}
