import type { MarketData } from '@app/engine';
import { canonicalZone, dayStartOf, type SessionDays, sessionOffsets, UTC_DAYS } from '@app/kline';

/** Is the times of the first and the last bar of a run (epoch ms). */
export interface TimeSpan {
  fromMs: number;
  toMs: number;
}

interface StoredSettings {
  tick_size: number | null;
  lot_size: number | null;
  min_notional: number | null;
  multiplier: number;
  quote_currency: string | null;
  /** These two are missing in runs that were stored before runs knew them. */
  session_zone?: string;
  day_start?: string;
}

/** Reads what a stored run fixes for a symbol as the engine takes it; no `span` means no bars. */
export function settingsOf(
  config: Record<string, unknown>,
  symbol: string,
  span: TimeSpan | undefined,
): MarketData['settings'] {
  const stored = storedSettings(config, symbol);
  if (!stored) return undefined;
  return {
    tickSize: stored.tick_size,
    lotSize: stored.lot_size,
    minNotional: stored.min_notional,
    multiplier: stored.multiplier,
    quoteCurrency: stored.quote_currency,
    sessionOffsets: span ? sessionOffsets(daysOf(config, symbol), span.fromMs, span.toMs) : null,
  };
}

/** Reads where the days of a symbol start in a stored run. */
export function daysOf(config: Record<string, unknown>, symbol: string): SessionDays {
  const stored = storedSettings(config, symbol);
  const { session_zone: sessionZone = UTC_DAYS.sessionZone, day_start = '00:00' } = stored ?? {};
  return { sessionZone: canonicalZone(sessionZone), dayStartMs: dayStartOf(day_start) };
}

function storedSettings(
  config: Record<string, unknown>,
  symbol: string,
): StoredSettings | undefined {
  return (config.symbol_settings as Record<string, StoredSettings | undefined>)[symbol];
}
