import type { Stretch, WeekClock } from './week-clock.js';

/** Counts places of a grid by their place in the local week. */
export class WeekCounts {
  private readonly changes: Int32Array;
  private readonly whole: Float64Array;

  constructor(private readonly clock: WeekClock) {
    this.changes = new Int32Array(clock.rows * (clock.perWeek + 1));
    this.whole = new Float64Array(clock.rows);
  }

  /** Adds the places [from, to) that lie in one stretch. */
  add(stretch: Stretch, from: number, to: number): void {
    const { perWeek } = this.clock;
    const length = to - from;
    this.whole[stretch.row] += Math.floor(length / perWeek);
    const rest = length % perWeek;
    if (rest === 0) return;
    const start = (stretch.column + from - stretch.from) % perWeek;
    const base = stretch.row * (perWeek + 1);
    this.changes[base + start]++;
    if (start + rest <= perWeek) {
      this.changes[base + start + rest]--;
      return;
    }
    this.changes[base]++;
    this.changes[base + start + rest - perWeek]--;
  }

  /** Returns the counts, row after row of a week. */
  totals(): Float64Array {
    const { rows, perWeek } = this.clock;
    const totals = new Float64Array(rows * perWeek);
    for (let row = 0; row < rows; row++) {
      let sum = this.whole[row];
      for (let column = 0; column < perWeek; column++) {
        sum += this.changes[row * (perWeek + 1) + column];
        totals[row * perWeek + column] = sum;
      }
    }
    return totals;
  }
}

/** Visits the parts of a span of places that lie in one stretch each. */
export function eachPart(
  stretches: readonly Stretch[],
  from: number,
  to: number,
  visit: (stretch: Stretch, from: number, to: number) => void,
): void {
  for (let s = stretchAt(stretches, from); s < stretches.length; s++) {
    const stretch = stretches[s];
    if (stretch.from >= to) return;
    visit(stretch, Math.max(from, stretch.from), Math.min(to, stretch.to));
  }
}

function stretchAt(stretches: readonly Stretch[], place: number): number {
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stretches[middle].to <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
