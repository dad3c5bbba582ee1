import { Tif } from './codes.js';
import type { Orders } from './orders.js';
import type { Tags } from './tags.js';

/** What a strategy did, call by call, in the order in which it did it; kept only while a run is being checked. */
export class ActionLog {
  readonly ticks: number[] = [];
  readonly texts: string[] = [];
  /** When the order of a call expires (epoch ms), Infinity where it does not. */
  readonly ends: number[] = [];
  /** What the order being placed or changed says of its life: a time (epoch ms), a number of bars, or nothing. */
  life: number | 'bars' | null = null;

  /** Adds a call at a tick and what came of it. */
  add(tick: number, text: string, end: number): void {
    this.ticks.push(tick);
    this.texts.push(text);
    this.ends.push(end);
  }

  /** How many of the calls happened before a tick. */
  countBefore(tick: number): number {
    let count = 0;
    while (count < this.ticks.length && this.ticks[count] < tick) count++;
    return count;
  }

  /** Whether a call is the same as one of another log; later than `until` (epoch ms) it makes no difference when its order expires. */
  same(k: number, other: ActionLog, until: number): boolean {
    if (this.ticks[k] !== other.ticks[k] || this.texts[k] !== other.texts[k]) return false;
    return Math.min(this.ends[k], until) === Math.min(other.ends[k], until);
  }
}

/** All that an order says, as it was placed: not what was given, which may read otherwise a second time. */
export function orderText(
  { columns: c }: Orders,
  tags: Tags,
  ocoNames: Tags,
  row: number,
  given: ActionLog['life'],
): string {
  const prices = `${c.limit[row]} ${c.stop[row]} ${c.sl[row]} ${c.tp[row]} ${c.trail[row]}`;
  // A bar by the number is known at once, one by the time only once it opens.
  const bar = given === 'bars' && c.tif[row] !== Tif.Day ? c.expiresBar[row] : given;
  const life = `${c.tif[row]} ${bar} ${c.exitAfter[row]} ${c.flags[row]}`;
  const names = `${tags.tag(c.tag[row])} ${ocoNames.tag(c.oco[row])}`;
  return `${c.buys[row]} ${c.type[row]} ${c.sizing[row]} ${c.size[row]} ${prices} ${life} ${names}`;
}
