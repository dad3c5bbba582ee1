import { Injectable } from '@nestjs/common';
import { KlineService, type Source } from '@app/kline';
import { CacheService } from '@app/platform';
import { JsonText } from '../http/json-text.js';
import { pageJson } from './bars.json.js';
import { type BarsQuery, rangeOf } from './kline-query.dto.js';

/** Answers pages of bars, from the cache where the same page of the same state of its series was read before. */
@Injectable()
export class BarPages {
  constructor(
    private readonly klines: KlineService,
    private readonly cache: CacheService,
  ) {}

  /** Returns one page of bars; `source` is what the timeframe is read from. Throws what `KlineService.page` throws. */
  async page(source: Source, query: BarsQuery): Promise<JsonText> {
    const range = rangeOf(query);
    const { timeframe, page, page_size: pageSize, cursor } = query;
    const place = [timeframe, range.startMs, range.endMs, pageSize, cursor ?? page];
    const key = `bars:${stateOf(source)}:${place.join(':')}`;
    // Without the cache a page takes a little longer, and that is all.
    const kept = await this.cache.get<string>(key).catch(() => undefined);
    if (kept !== undefined) return new JsonText(kept);
    const { symbol } = source;
    const found = await this.klines.page(
      { symbol, timeframe, page, cursor, pageSize, ...range },
      source,
    );
    const text = pageJson(symbol, timeframe, pageSize, found);
    // A write that came in between belongs to the next state.
    if (found.version === source.version) {
      await this.cache.set(key, text).catch(() => undefined);
    }
    return new JsonText(text);
  }
}

/** Names all that bars of one timeframe are read from: the version of the series, and the days by which they are built from it. */
export function stateOf({ id, version, days, filler }: Source): string {
  const own = [id, version, days.sessionZone, days.dayStartMs].join('.');
  return filler ? `${own}.${stateOf(filler)}` : own;
}
