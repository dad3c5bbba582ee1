import { type Place, placeOf } from './place.js';
import { Cell } from './realm/watch.js';
import { type Act, OutOfMemory, OutOfTime, Sandbox } from './sandbox.js';

/** Says how to look for a place: what ended at which bar, with how much memory, by which source map, and for how long at most. */
export type Search = {
  error: OutOfMemory;
  bar: number;
  memoryMb: number;
  map: string;
  limitMs: number;
};

const MOST_TRIES = 5;
// The same takes not always the same time.
const SHORTLY_BEFORE = 0.9;

/**
 * Finds where user code was shortly before it ran out of memory: does the same again, in other sandboxes, and breaks it off a little earlier. Gives null where it was at another bar then,
 * where that takes too long, or where V8 gave an isolate up, which it would again; and how many of these there were.
 */
export async function placeBeforeEnd(
  act: Act<unknown>,
  { error: end, bar, memoryMb, map, limitMs }: Search,
): Promise<{ place: Place | null; lost: number }> {
  const deadlineMs = performance.now() + limitMs;
  let [tooShort, tooLong] = [0, Infinity];
  let tryMs = SHORTLY_BEFORE * end.afterMs;
  if (end.isLost) return { place: null, lost: 1 };
  for (let tries = 0; tries < MOST_TRIES && performance.now() + tryMs < deadlineMs; tries++) {
    const cells = new SharedArrayBuffer(Cell.Count * Int32Array.BYTES_PER_ELEMENT);
    const sandbox = new Sandbox(memoryMb, Math.max(1, Math.round(tryMs)));
    try {
      await act(sandbox, cells);
      break;
    } catch (error) {
      if (error instanceof OutOfMemory) {
        if (error.isLost) return { place: null, lost: 1 };
        tooLong = tryMs;
      } else if (error instanceof OutOfTime) {
        if (barOf(cells) === bar) return { place: placeOf(error.userStack, map), lost: 0 };
        tooShort = tryMs;
      } else throw error;
    } finally {
      sandbox.dispose();
    }
    tryMs = tooLong === Infinity ? 2 * tryMs : (tooShort + tooLong) / 2;
  }
  return { place: null, lost: 0 };
}

/** The bar that a call with these cells has reached. */
export function barOf(cells: SharedArrayBuffer): number {
  return new Int32Array(cells)[Cell.Bar] ?? -1;
}
