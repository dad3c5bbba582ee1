import type { MadeIndicator } from './indicator-set.js';
import type { ChartSeries } from './result.js';
import type { Simulation } from './simulation.js';

/** The indicators of a run as charts show them, from its first bar on; those with `plot: false` are left out. */
export function chartsOf(sim: Simulation): ChartSeries[] {
  const charts: ChartSeries[] = [];
  for (const seat of sim.seats) {
    for (const made of seat.made) if (made.plot.plot !== false) charts.push(...seriesOf(sim, made));
  }
  return charts;
}

function seriesOf(sim: Simulation, made: MadeIndicator): ChartSeries[] {
  for (const market of sim.set.markets) {
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
