import { blank, runStart } from './runs.js';

/** Milliseconds of a session, which is a day. */
const SESSION_MS = 86_400_000;

/** The parameters of the session VWAP: none. */
export const vwapParams = [] as const;

/** Returns the bars before the first value: 0. */
export function vwapLookback(): number {
  return 0;
}

/**
 * Computes the volume-weighted average of the typical price since the start of the bar's session,
 * NaN before its first volume. `time` is the open time in epoch ms; sessions are its UTC days, so a
 * caller with other sessions adds their zone's offset to it.
 */
export function vwap(
  time: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  volume: Float64Array,
): Float64Array {
  const out = blank(time.length);
  let session = NaN;
  let traded = 0;
  let volumes = 0;
  for (let i = runStart([time, high, low, close, volume]); i < out.length; i++) {
    const day = Math.floor(time[i] / SESSION_MS);
    if (Number.isNaN(day)) traded = NaN;
    else if (day !== session) {
      session = day;
      traded = 0;
      volumes = 0;
    }
    traded += ((high[i] + low[i] + close[i]) / 3) * volume[i];
    volumes += volume[i];
    out[i] = traded / volumes;
  }
  return out;
}
