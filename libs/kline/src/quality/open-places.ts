import type { Stretch, WeekClock } from './week-clock.js';

/** Counts the places of the week that are not closed. */
export class OpenPlaces {
  /** How many places of a row are open before each column. */
  private readonly before: Int32Array;

  /** Takes what is said of each place, row after row, of which 1 is closed. */
  constructor(
    private readonly clock: WeekClock,
    closed: Uint8Array,
  ) {
    const { rows, perWeek } = clock;
    this.before = new Int32Array(rows * (perWeek + 1));
    for (let row = 0; row < rows; row++) {
      const base = row * (perWeek + 1);
      for (let column = 0; column < perWeek; column++) {
        const isOpen = closed[row * perWeek + column] !== 1;
        this.before[base + column + 1] = this.before[base + column] + Number(isOpen);
      }
    }
  }

  /** Counts the places of [from, to), within one stretch, that are open. */
  count(stretch: Stretch, from: number, to: number): number {
    const column = columnOf(this.clock, stretch, from);
    return this.upTo(stretch.row, column + to - from) - this.upTo(stretch.row, column);
  }

  private upTo(row: number, place: number): number {
    const { perWeek } = this.clock;
    const base = row * (perWeek + 1);
    const weeks = Math.floor(place / perWeek);
    return weeks * this.before[base + perWeek] + this.before[base + (place % perWeek)];
  }
}

/** Returns the column of the week that a place falls on. */
export function columnOf({ perWeek }: WeekClock, stretch: Stretch, place: number): number {
  const column = (stretch.column + place - stretch.from) % perWeek;
  return column < 0 ? column + perWeek : column;
}
