/** What a strategy did, call by call, in the order in which it did it; kept only while a run is being checked. */
export class ActionLog {
  readonly ticks: number[] = [];
  readonly texts: string[] = [];

  /** Adds a call at a tick with what was given to it. */
  add(tick: number, symbol: string, call: string, given: unknown = null): void {
    this.ticks.push(tick);
    this.texts.push(`${symbol} ${call} ${JSON.stringify(given) ?? 'undefined'}`);
  }

  /** How many of the calls happened before a tick. */
  countBefore(tick: number): number {
    let count = 0;
    while (count < this.ticks.length && this.ticks[count] < tick) count++;
    return count;
  }
}
