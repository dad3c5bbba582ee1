import type { Holes } from './holes.js';
import { closedPlaces, type Closure, dropShort } from './closures.js';
import { columnOf, OpenPlaces } from './open-places.js';
import type { Stretch, WeekClock } from './week-clock.js';

/** Knows which places of the local week a market is open at, learnt from the bars themselves. */
export class WeekSessions {
  private readonly closed: Uint8Array;
  private readonly places: OpenPlaces;
  private readonly longest: Closure[] = [];

  constructor(
    private readonly clock: WeekClock,
    holes: Holes,
  ) {
    const { rows, perWeek } = clock;
    this.closed = closedPlaces(clock, holes);
    for (let row = 0; row < rows; row++) {
      const closed = this.closed.subarray(row * perWeek, (row + 1) * perWeek);
      this.longest.push(dropShort(closed, holes.stepMs));
    }
    this.places = new OpenPlaces(clock, this.closed);
  }

  /** How much memory it takes. */
  get bytes(): number {
    return 5 * this.closed.length;
  }

  /** Whether the market is ever closed. */
  get everClosed(): boolean {
    return this.longest.some(({ length }) => length > 0);
  }

  /** Counts the places of [from, to), within one stretch, at which the market is open. */
  open(stretch: Stretch, from: number, to: number): number {
    return this.places.count(stretch, from, to);
  }

  /** Finds the first open place from one on, forwards (1) or backwards (-1); there must be one within a week. */
  nextOpen(stretch: Stretch, from: number, step: 1 | -1): number {
    const week = stretch.row * this.clock.perWeek;
    let place = from;
    while (this.closed[week + columnOf(this.clock, stretch, place)]) place += step;
    return place;
  }

  /** Visits the trading days that [from, to), within one stretch, touches: its places, how many of them are open, and how many of these lie in the span. A day is 24 hours, the first of a week starts after the longest closure, which must last a day. */
  eachDay(
    stretch: Stretch,
    from: number,
    to: number,
    visit: (day: number, open: number, touched: number) => void,
  ): void {
    const { perDay, perWeek } = this.clock;
    const { end, length } = this.longest[stretch.row];
    if (length < perDay) return;
    const into = (columnOf(this.clock, stretch, from) - end + perWeek) % perDay;
    for (let day = from - into; day < to; day += perDay) {
      const open = this.open(stretch, day, day + perDay);
      if (open === 0) continue;
      visit(day, open, this.open(stretch, Math.max(day, from), Math.min(day + perDay, to)));
    }
  }
}
