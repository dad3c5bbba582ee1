import { Inject, Injectable } from '@nestjs/common';
import { nextOpenTime, type Timeframe, timeframeMs } from '@app/engine';
import { BarStore } from '../bar-store.js';
import type { LoadedBars } from '../loaded-bars.js';
import { gapsIn, type GapReport } from './gaps.js';
import { findHoles, type Holes, holesBetween, joinRuns } from './holes.js';
import { MarketWeeks } from './market-weeks.service.js';

/** Says of which symbol bars were loaded, and in which zone the days of its market are. */
export interface LoadTerms {
  symbol: string;
  timeframe: Timeframe;
  zone: string;
}

/** Tells how much of the stored bars that a load reads is missing. */
export interface RangeGaps {
  gaps: number;
  missingBars: number;
  /** The share of the bars that there ought to be, 0 to 1. */
  missingShare: number;
}

/** Finds the gaps of the stored bars that loads read, their warm-up left out. */
@Injectable()
export class GapFinder {
  // A load that is cached is one object, so what is known of it goes when it goes.
  private readonly known = new WeakMap<LoadedBars, Map<string, RangeGaps>>();

  constructor(
    @Inject(BarStore) private readonly bars: Pick<BarStore, 'runs'>,
    @Inject(MarketWeeks) private readonly weeks: Pick<MarketWeeks, 'of'>,
  ) {}

  /** Finds the gaps of what was loaded of a series: of the finer bars where they were resampled; null when there is no bar. Who knows that it is all of the series spares looking at that once more. */
  async find(loaded: LoadedBars, terms: LoadTerms, isWhole: boolean): Promise<GapReport | null> {
    const holes = await this.holes(loaded, terms);
    return holes && gapsIn(holes, await this.weeks.of(loaded, terms, isWhole ? holes : undefined));
  }

  /** Sums up the gaps of loaded bars, once in each load; null when there is no bar. */
  async summary(loaded: LoadedBars, terms: LoadTerms): Promise<RangeGaps | null> {
    const byZone = this.known.get(loaded) ?? new Map<string, RangeGaps>();
    this.known.set(loaded, byZone);
    const found = byZone.get(terms.zone);
    if (found) return found;
    const holes = await this.holes(loaded, terms);
    if (!holes) return null;
    // Where nothing is empty nothing is missing, whenever the market is open.
    const week = holes.from.length === 0 ? null : await this.weeks.of(loaded, terms);
    const summary = summaryOf(gapsIn(holes, week));
    byZone.set(terms.zone, summary);
    return summary;
  }

  private async holes(loaded: LoadedBars, terms: LoadTerms): Promise<Holes | null> {
    const { columns, firstIndex, storedTimeframe, sourceRange, gridOffsetMs } = loaded;
    if (loaded.filler) return this.filledHoles(loaded, loaded.filler, terms);
    if (storedTimeframe === terms.timeframe) {
      const time = columns.time.subarray(firstIndex);
      return time.length === 0 ? null : findHoles(time, storedTimeframe, sourceRange, gridOffsetMs);
    }
    if (sourceRange.startMs >= sourceRange.endMs) return null;
    const runs = await this.bars.runs(loaded, terms.symbol, sourceRange);
    if (runs.starts.length === 0) return null;
    return holesBetween(runs, storedTimeframe, sourceRange, gridOffsetMs);
  }

  // Of the finer series, as if a stored bar were all its finer ones.
  private async filledHoles(
    { held, storedTime, gridOffsetMs }: LoadedBars,
    filler: LoadedBars,
    { symbol, timeframe }: LoadTerms,
  ): Promise<Holes | null> {
    const stepMs = timeframeMs(filler.storedTimeframe) ?? 0;
    const nextOpen = (timeMs: number) => nextOpenTime(timeMs, timeframe, gridOffsetMs);
    const range = { startMs: held.startMs, endMs: nextOpen(held.endMs - 1) };
    const finer = await this.bars.runs(filler, symbol, range);
    const starts = [...(storedTime ?? [])].filter((timeMs) => timeMs >= held.startMs);
    const ends = starts.map((timeMs) => nextOpen(timeMs) - stepMs);
    const runs = joinRuns(finer, { starts, ends }, stepMs);
    const lastMs = runs.ends.at(-1);
    if (lastMs === undefined) return null;
    const known = { ...range, endMs: lastMs + 1 };
    return holesBetween(runs, filler.storedTimeframe, known, filler.gridOffsetMs);
  }
}

function summaryOf({ holes, gaps, missingBars }: GapReport): RangeGaps {
  const bars = holes.from.reduce((sum, from, i) => sum - (holes.to[i] - from), holes.places);
  return { gaps: gaps.length, missingBars, missingShare: missingBars / (bars + missingBars) };
}
