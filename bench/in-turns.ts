import { median } from '../libs/engine/bench/timing.js';

/** Times several things in turns, so that whatever else the machine does meets all alike, and returns the median of each in milliseconds. */
export async function inTurns(
  rounds: number,
  ...acts: ((round: number) => Promise<unknown>)[]
): Promise<number[]> {
  const times: number[][] = acts.map(() => []);
  // The first round warms up and does not count.
  for (let round = 0; round <= rounds; round++) {
    for (const [k, act] of acts.entries()) {
      const startMs = performance.now();
      await act(round);
      if (round > 0) times[k].push(performance.now() - startMs);
    }
  }
  return times.map(median);
}

/** Writes milliseconds as a note. */
export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}
