import { isOfDays, type Timeframe } from '@app/engine';
import { type Text, text } from '@app/platform';
import { gridText } from './grid-text.js';
import type { Series } from './series.entity.js';
import { dayStartText, type SessionDays } from './session-days.js';
import { finerSeries } from './source-series.js';

/** Says, as the end of a sentence, why none of the stored series that are fine enough builds a timeframe: the days of the session start within their bars, or they open by the clocks of a zone. Empty where none is fine enough. */
export function unfitReason(
  stored: Series[],
  timeframe: Timeframe,
  { sessionZone, dayStartMs }: SessionDays,
): Text {
  const finest = finerSeries(stored, timeframe)[0];
  if (!finest) return text('', '');
  const start = `${dayStartText(dayStartMs)} ${sessionZone}`;
  const { timeframe: fine, gridZone } = finest;
  const opens = gridText(fine, finest);
  if (gridZone !== null && !isOfDays(timeframe)) {
    return text(
      `: bars of ${fine} open at ${opens}, and where its clocks change they fill no others`,
      `：${fine} K线开盘于 ${opens}，时钟变更时无法合成更长的K线`,
    );
  }
  return text(
    `: days of its session start at ${start}, within bars of ${fine}, which open at ${opens}`,
    `：其交易日始于 ${start}，落在开盘于 ${opens} 的 ${fine} K线之内`,
  );
}
