import { sin } from '../math.js';
import { cyclePhase } from './cycle-phase.js';
import { DEGREES, measureCycle, SETTLED_LATE, type Cycle } from './cycle.js';
import { blank, runEnd, runStart } from './runs.js';
import { trendline } from './trendline.js';

const RADIANS = 1 / DEGREES;

/** The parameters of the trend mode: none. */
export const htTrendmodeParams = [] as const;

/** Returns the bars before the first mode: 63. */
export function htTrendmodeLookback(): number {
  return 63;
}

/** Computes Ehlers's market mode, 1 in a trend and 0 in a cycle, as TA-Lib's HT_TRENDMODE. */
export function htTrendmode(source: Float64Array): Float64Array {
  const out = blank(source.length);
  const from = runStart([source]);
  const to = runEnd([source], from);
  const first = from + htTrendmodeLookback();
  if (first >= to) return out;
  const cycle = measureCycle(source, from, to, SETTLED_LATE);
  const settled = from + SETTLED_LATE;
  const phase = cyclePhase(cycle, settled, to);
  const line = trendline(source, cycle.period, settled, to);
  modes(cycle, phase, line, settled, to, out);
  out.fill(NaN, settled, first);
  return out;
}

function modes(
  { smooth, period }: Cycle,
  phase: Float64Array,
  line: Float64Array,
  first: number,
  to: number,
  out: Float64Array,
): void {
  let days = 0;
  let sine = 0;
  let lead = 0;
  for (let i = first; i < to; i++) {
    const previousSine = sine;
    const previousLead = lead;
    sine = sin(phase[i] * RADIANS);
    lead = sin((phase[i] + 45) * RADIANS);
    let trend = 1;
    const crossed =
      (sine > lead && previousSine <= previousLead) ||
      (sine < lead && previousSine >= previousLead);
    if (crossed) {
      days = 0;
      trend = 0;
    }
    days++;
    if (days < 0.5 * period[i]) trend = 0;
    // A phase that advances at the cycle's own rate tells of a cycle, a price far from the line of
    // a trend.
    const advance = phase[i] - (i > first ? phase[i - 1] : 0);
    const rate = 360 / period[i];
    if (period[i] !== 0 && advance > 0.67 * rate && advance < 1.5 * rate) trend = 0;
    if (line[i] !== 0 && Math.abs((smooth[i] - line[i]) / line[i]) >= 0.015) trend = 1;
    out[i] = trend;
  }
}
