import { Inject, Injectable } from '@nestjs/common';
import type { Timeframe } from '@app/engine';
import { BarStore, type LoadedBars } from '../bar-store.js';
import { findGaps, type GapContext, type GapReport } from './gaps.js';

/** Says what was loaded, and in which zone the days of its market are. */
export interface LoadTerms {
  symbol: string;
  timeframe: Timeframe;
  zone: string;
  /** The past time (epoch ms) of which the bars are; now by default. */
  asOfMs?: number;
}

/** Tells how much of the bars that were loaded for a range is missing. */
export interface RangeGaps {
  gaps: number;
  missingBars: number;
  /** The share of the bars that there ought to be, 0 to 1. */
  missingShare: number;
}

/** A shorter range tells too little of a week, so the bars around it are asked as well. */
const SHORT_MS = 28 * 86_400_000;

/** Finds the gaps of loaded bars, their warm-up left out. */
@Injectable()
export class GapFinder {
  // A load that is cached is one object, so what is known of it goes when it goes.
  private readonly known = new WeakMap<LoadedBars, Map<string, RangeGaps>>();

  constructor(@Inject(BarStore) private readonly bars: Pick<BarStore, 'load'>) {}

  /** Finds the gaps of loaded bars; null when there is no bar. */
  async find(loaded: LoadedBars, terms: LoadTerms): Promise<GapReport | null> {
    const { columns, firstIndex, held, storedTimeframe, gridOffsetMs } = loaded;
    const time = columns.time.subarray(firstIndex);
    if (time.length === 0) return null;
    const { timeframe, zone } = terms;
    // A resampled bar that is not over is left out, and not missing.
    const endMs = storedTimeframe === timeframe ? held.endMs : time[time.length - 1] + 1;
    const range = { startMs: held.startMs, endMs };
    const asked = { timeframe, range, zone, gridOffsetMs };
    const report = findGaps(time, asked);
    const isShort = endMs - held.startMs < SHORT_MS;
    if (report.holes.from.length === 0 || !isShort) return report;
    return findGaps(time, asked, await this.around(loaded, terms));
  }

  /** Sums up the gaps of loaded bars, once in each load; null when there is no bar. */
  async summary(loaded: LoadedBars, terms: LoadTerms): Promise<RangeGaps | null> {
    const byZone = this.known.get(loaded) ?? new Map<string, RangeGaps>();
    this.known.set(loaded, byZone);
    const found = byZone.get(terms.zone);
    if (found) return found;
    const report = await this.find(loaded, terms);
    if (!report) return null;
    const { gaps, missingBars } = report;
    const bars = loaded.columns.time.length - loaded.firstIndex;
    const summary = {
      gaps: gaps.length,
      missingBars,
      missingShare: missingBars / (bars + missingBars),
    };
    byZone.set(terms.zone, summary);
    return summary;
  }

  private async around(
    { held: { startMs, endMs } }: LoadedBars,
    { symbol, timeframe, asOfMs }: LoadTerms,
  ): Promise<GapContext | undefined> {
    const [from, to] = [startMs - SHORT_MS, endMs + SHORT_MS];
    const { columns, held } = await this.bars.load(symbol, timeframe, from, to, { asOfMs });
    if (columns.time.length === 0) return undefined;
    return { time: columns.time, range: held };
  }
}
