import type { Timeframe } from '@app/engine';
import type { TimeRange } from '@app/platform';
import type { BarRepository, RowsOf } from './bar.repository.js';
import { partsToFill } from './fill-parts.js';
import {
  fillBars,
  filledRange,
  type FilledSource,
  joinBars,
  storedOnly,
  withinRange,
} from './filled-bars.js';
import type { KeptBars } from './loaded-bars.js';
import { barsPerBar, gridOf } from './resampled.js';
import { rowsAt } from './series-rows.js';
import { rowAt } from './shared-bars.js';
import type { Source } from './source-series.js';

/** Fills what the stored bars of a timeframe lack with bars that are built of a finer series. */
export class BarFiller {
  constructor(
    private readonly bars: BarRepository,
    /** Loads the bars of a range from one series. */
    private readonly load: (
      source: Source,
      timeframe: Timeframe,
      range: TimeRange,
    ) => Promise<KeptBars>,
  ) {}

  /** Loads stored bars and builds those that they lack; undefined where nothing is to be built. */
  async fill(
    source: FilledSource,
    timeframe: Timeframe,
    held: TimeRange,
    warmUpBars: number,
  ): Promise<KeptBars | undefined> {
    const { filler } = source;
    const startMs = await this.warmUpStart(source, timeframe, held.startMs, warmUpBars);
    const range = { ...held, startMs };
    const stored = await this.load(storedOnly(source), timeframe, range);
    const storedTime = stored.columns.time;
    const parts = await this.bars.snapshot(async (view) => {
      const rows = rowsAt(filler, await view.series(filler.id));
      return partsToFill(view, storedTime, range, source, timeframe, rows);
    });
    const built: KeptBars[] = [];
    for (const part of parts) built.push(await this.load(filler, timeframe, part));
    const all = fillBars(stored.columns, joinBars(built.map(({ columns }) => columns)));
    if (all.time.length === storedTime.length) return undefined;
    const columns = withinRange(all, held, warmUpBars);
    return {
      ...stored,
      columns,
      firstIndex: rowAt(columns.time, held.startMs),
      held,
      sourceRange: held,
      filler: built[0],
      storedTime,
      bytes: columns.time.buffer.byteLength,
    };
  }

  // From where on the warm-up has all its bars, if there are so many, of one series or of both together.
  private async warmUpStart(
    source: FilledSource,
    timeframe: Timeframe,
    startMs: number,
    warmUpBars: number,
  ): Promise<number> {
    if (warmUpBars === 0) return startMs;
    return this.bars.snapshot(async (view) => {
      let fromMs = startMs;
      for (const [series, bars] of [
        [source, warmUpBars],
        [source.filler, warmUpBars * barsPerBar(source.filler, timeframe)],
      ] as const) {
        const rows = rowsAt(series, await view.series(series.id));
        fromMs = Math.min(fromMs, (await view.openTimeBefore(rows, startMs, bars)) ?? fromMs);
      }
      return gridOf(source, timeframe).openTime(fromMs);
    });
  }

  /** Counts the finer bars of which those are built that are not among so many stored ones. */
  count(
    stored: number,
    asked: TimeRange,
    source: FilledSource,
    timeframe: Timeframe,
    rowsOf: (series: Source) => RowsOf,
  ): Promise<number> {
    return this.bars.snapshot(async (view) => {
      const held = filledRange(asked, source, timeframe);
      if (!held) return 0;
      const time = new Float64Array(stored);
      await view.read(rowsOf(source), held, [time]);
      const rows = rowsOf(source.filler);
      let total = 0;
      for (const part of await partsToFill(view, time, held, source, timeframe, rows)) {
        total += await view.count(rows, part);
      }
      return total;
    });
  }
}
