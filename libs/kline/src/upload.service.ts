import { Injectable } from '@nestjs/common';
import { isOfDays } from '@app/engine';
import { text, type Text } from '@app/platform';
import type { SeriesBar } from './bar.js';
import { type BarGrid, gridFor, inferGrid, isOnGrid, mayFollowClocks } from './bar-grid.js';
import { type BarRule, brokenRule } from './bar-rules.js';
import { type BarWriter, BarWriterRepository } from './bar-writer.repository.js';
import { daySessionOf, hasTimesOfDay } from './day-session.js';
import { inferGridOffset } from './grid-offset.js';
import { readerText } from './imports/reader-phrases.js';
import { offGridNote } from './off-grid.js';
import type { Series } from './series.entity.js';
import type { SeriesName } from './series-writer.repository.js';
import type { SessionDays } from './session-days.js';
import { SymbolSettingsRepository } from './symbol-settings.repository.js';
import { mayChange, type Rejected, type Uploader, type UploadSummary } from './upload.js';

/** Names a bar that was left out, by its place in the upload, and the rule that it breaks. */
export type RejectedBar = Rejected<BarRule>;

/** Counts what an upload of bars did; its notes say where the grids are that bars were off. */
export interface BarUploadSummary extends UploadSummary<BarRule> {
  notes: Text[];
}

type IndexedBar = SeriesBar & { index: number };

/** Writes uploaded bars: all good ones of an upload or, when it fails, none. */
@Injectable()
export class UploadService {
  constructor(
    private readonly writers: BarWriterRepository,
    private readonly settings: SymbolSettingsRepository,
  ) {}

  /** Checks bars by the rules, leaves out those that break one, and writes the others, days of a symbol's session under their dates; of bars with the same open time the last one counts. */
  async upload(bars: readonly SeriesBar[], uploader: Uploader): Promise<BarUploadSummary> {
    const rejected: RejectedBar[] = [];
    const sound: IndexedBar[] = [];
    for (const [index, bar] of bars.entries()) {
      const reason = brokenRule(bar);
      if (reason) rejected.push({ index, reason });
      else sound.push({ ...bar, index });
    }
    const notes: Text[] = [];
    const summary = { uploaded: 0, inserted: 0, updated: 0, rejected, notes };
    const all = bySeries(sound);
    const names = all.map(([bar]) => nameOf(bar));
    const symbols = await this.settings.ofSymbols([...new Set(names.map(({ symbol }) => symbol))]);
    await this.writers.transaction(names, async (writer) => {
      for (const series of all) {
        const days = symbols.find(({ symbol }) => symbol === series[0].symbol) ?? null;
        const part = { bars: series, days, uploader, rejected, notes };
        const { inserted, updated } = await writeSeries(writer, part);
        summary.inserted += inserted;
        summary.updated += updated;
      }
    });
    summary.uploaded = bars.length - rejected.length;
    rejected.sort((a, b) => a.index - b.index);
    return summary;
  }
}

interface Part {
  bars: IndexedBar[];
  /** Where days of the symbol start. */
  days: SessionDays | null;
  uploader: Uploader;
  rejected: RejectedBar[];
  notes: Text[];
}

async function writeSeries(writer: BarWriter, part: Part) {
  const { uploader, rejected } = part;
  const { series, bars } = await inDays(writer, part);
  const isNew = series.count === 0;
  const grid = await gridOf(writer, bars, isNew ? null : series, part);
  const onGrid = barsOnGrid(bars, grid, part);
  const others = mayChange(uploader, series) ? undefined : await writer.differing(series, onGrid);
  const latest = new Map<number, IndexedBar>();
  for (const [place, bar] of onGrid.entries()) {
    if (others?.has(place)) rejected.push({ index: bar.index, reason: 'others-bar' });
    else latest.set(bar.openTimeMs, bar);
  }
  if (latest.size === 0) return { inserted: 0, updated: 0 };
  if (isNew) await writer.series.begin(series.id, grid, uploader.id);
  else if (series.gridZone !== grid.gridZone) await writer.series.setGrid(series.id, grid);
  const written = await writer.upsert(series, [...latest.values()]);
  if (written.inserted + written.updated > 0) {
    await writer.series.finish(series, { ...written, deleted: 0 }, uploader.id);
  }
  return written;
}

// Days that are stored at a time of day, from before the session was known, become dates with those that come.
async function inDays(writer: BarWriter, { bars, days, uploader }: Part) {
  const [{ timeframe }] = bars;
  const series = await writer.series.lock(nameOf(bars[0]));
  if (!days || !isOfDays(timeframe)) return { series, bars };
  const mayMove = mayChange(uploader, series);
  const { gridOffsetMs } = series;
  const times = hasTimesOfDay(gridOffsetMs) ? await writer.openTimes(series) : [];
  const session = daySessionOf({
    timeframe,
    times: bars.map(({ openTimeMs }) => openTimeMs),
    stored: series.count > 0 ? { times, gridOffsetMs, mayMove } : null,
    candidates: [days],
  });
  if (!session) return { series, bars };
  const { stamper, movedTo } = session;
  return {
    series: movedTo === null ? series : await writer.moveDays(series, session, uploader.id),
    bars: bars.map((bar) => ({ ...bar, openTimeMs: stamper.dateOf(bar.openTimeMs) })),
  };
}

function barsOnGrid(bars: IndexedBar[], grid: BarGrid, { days, rejected, notes }: Part) {
  const [{ timeframe, symbol }] = bars;
  const isOn = ({ openTimeMs }: IndexedBar) => isOnGrid(openTimeMs, timeframe, grid);
  const off = bars.filter((bar) => !isOn(bar));
  for (const { index } of off) rejected.push({ index, reason: 'open-time-off-grid' });
  if (off.length > 0) {
    const { en, zh } = readerText(offGridNote(off.length, { timeframe, ...grid, days }));
    notes.push(text(`${symbol}: ${en}`, `${symbol}：${zh}`));
  }
  return bars.filter(isOn);
}

function nameOf({ symbol, timeframe }: SeriesBar): SeriesName {
  return { symbol, kind: 'bars', timeframe };
}

async function gridOf(
  writer: BarWriter,
  bars: IndexedBar[],
  series: Series | null,
  { days }: Part,
): Promise<BarGrid> {
  const [{ timeframe }] = bars;
  const times = bars.map(({ openTimeMs }) => openTimeMs);
  const zones = days ? [days.sessionZone] : [];
  if (!series) return inferGrid(times, timeframe, zones, inferGridOffset);
  const stored = mayFollowClocks(timeframe) ? await writer.openTimes(series) : [];
  return gridFor(series, stored, times, zones);
}

// Every upload locks its series in this order, so two of them can never wait for each other.
function bySeries(bars: IndexedBar[]): IndexedBar[][] {
  const groups = Map.groupBy(bars, ({ symbol, timeframe }) => `${symbol} ${timeframe}`);
  return [...groups.keys()].toSorted().map((key) => groups.get(key) ?? []);
}
