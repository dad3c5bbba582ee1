import type { HigherTimeframe } from './higher-timeframe.js';
import type { MadeIndicator } from './indicator-set.js';
import type { Bars } from './bars.js';
import type { ChartSeries } from './result.js';
import type { Clock } from './series.js';
import type { Timeframe } from './timeframe.js';

/** What a chart needs to know of a symbol. */
export type Charted = {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly bars: Bars;
  readonly clock: Clock;
  readonly higher: readonly HigherTimeframe[];
};

/** The indicators of a run as charts show them, over all bars of their symbol or timeframe; those with `plot: false` are left out. */
export function chartsOf(
  symbols: readonly Charted[],
  made: readonly MadeIndicator[],
): ChartSeries[] {
  const shown = made.filter((each) => each.plot.plot !== false);
  return shown.flatMap((each) => seriesOf(symbols, each));
}

function seriesOf(symbols: readonly Charted[], made: MadeIndicator): ChartSeries[] {
  for (const market of symbols) {
    const higher = market.higher.find((each) => each.clock === made.clock);
    if (higher === undefined && market.clock !== made.clock) continue;
    return made.outputs.map(({ name, column }) => ({
      symbol: market.symbol,
      timeframe: higher?.timeframe ?? market.timeframe,
      name: made.plot.name ?? made.label,
      output: name,
      pane: made.plot.pane ?? null,
      color: made.plot.color ?? null,
      time: (higher?.bars ?? market.bars).time,
      values: column,
    }));
  }
  return [];
}
