import { Injectable } from '@nestjs/common';
import { BarCache, type Sized } from '../bar-cache.js';
import { BarStore } from '../bar-store.js';
import type { LoadedBars } from '../loaded-bars.js';
import { learnWeek, type MarketWeek } from './gaps.js';
import { type Holes, holesBetween } from './holes.js';

interface Learnt extends Sized {
  week: MarketWeek | null;
}

const CACHE_BYTES = 16 * 1024 * 1024;
const LEAST_BYTES = 200;

/** Learns when markets are open from their whole series, and remembers it by version. */
@Injectable()
export class MarketWeeks {
  private readonly cache = new BarCache<Learnt>(CACHE_BYTES);

  constructor(private readonly bars: BarStore) {}

  /** Returns the week, in a zone, of the series and version of a load; null of a market that never closes. The holes of the whole series are looked for unless they are given. */
  async of(
    loaded: LoadedBars,
    { symbol, zone }: { symbol: string; zone: string },
    whole?: Holes,
  ): Promise<MarketWeek | null> {
    // Whose gaps are those of the finer series.
    if (loaded.filler) return this.of(loaded.filler, { symbol, zone });
    const { seriesId, version } = loaded;
    const { week } = await this.cache.load({ seriesId, version, part: zone }, async () => {
      const learnt = learnWeek(whole ?? (await this.holes(loaded, symbol)), zone);
      return { week: learnt, bytes: LEAST_BYTES + (learnt?.week.bytes ?? 0) };
    });
    return week;
  }

  private async holes(loaded: LoadedBars, symbol: string): Promise<Holes> {
    const runs = await this.bars.runs(loaded, symbol);
    const range = { startMs: runs.starts[0], endMs: (runs.ends.at(-1) ?? 0) + 1 };
    return holesBetween(runs, loaded.storedTimeframe, range, loaded.gridOffsetMs);
  }
}
