import type { Timeframe } from '@app/engine';
import type { RangeGaps } from '@app/kline';
import { warningMessage } from './run-texts.js';

/** Warns that something about a run's data is not as it ought to be, as the engine's warnings do. */
export interface RunWarning {
  code: string;
  message: string;
  values: Record<string, string | number>;
}

/** Warns of the gaps of the bars that a run reads; null when there are none. */
export function gapWarning(
  symbol: string,
  timeframe: Timeframe,
  found: RangeGaps | null,
): RunWarning | null {
  if (!found || found.gaps === 0) return null;
  const values = {
    symbol,
    timeframe,
    gaps: found.gaps,
    missing_bars: found.missingBars,
    missing_share: found.missingShare,
  };
  return { code: 'data_gaps', message: warningMessage('data_gaps', values, 'en'), values };
}
