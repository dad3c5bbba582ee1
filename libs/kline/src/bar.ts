import type { Timeframe } from '@app/engine';

/** Is one bar; times are epoch milliseconds, null is what was not given. */
export interface Bar {
  openTimeMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  quoteVolume: number | null;
  trades: number | null;
}

/** Is one bar with the series to which it belongs. */
export interface SeriesBar extends Bar {
  symbol: string;
  timeframe: Timeframe;
}
