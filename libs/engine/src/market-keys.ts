import { keysOf, refuseUnknown } from './known-keys.js';
import type { FundingRates, SymbolSettings } from './market.js';
import type { MarketData } from './market-data.js';

const DATA_KEYS = keysOf<MarketData>({
  symbol: true,
  timeframe: true,
  bars: true,
  firstTradableIndex: true,
  gridOffsetMs: true,
  followsClocks: true,
  settings: true,
  detail: true,
  funding: true,
});
const SETTING_KEYS = keysOf<SymbolSettings>({
  tickSize: true,
  lotSize: true,
  minNotional: true,
  multiplier: true,
  quoteCurrency: true,
  sessionOffsets: true,
  alwaysOpen: true,
});
const DETAIL_KEYS = keysOf<NonNullable<MarketData['detail']>>({ timeframe: true, bars: true });
const RATE_KEYS = keysOf<FundingRates>({ time: true, rate: true });

/** Throws a RangeError for a key of a symbol's data, settings, detail or funding that there is not. */
export function checkNames(data: MarketData): void {
  const where = `${data.symbol}: `;
  refuseUnknown(data, DATA_KEYS, 'key of the data', where);
  refuseUnknown(data.settings, SETTING_KEYS, 'setting', where);
  refuseUnknown(data.detail, DETAIL_KEYS, 'key of the detail', where);
  refuseUnknown(data.funding, RATE_KEYS, 'key of the funding', where);
}
