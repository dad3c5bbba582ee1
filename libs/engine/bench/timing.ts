/** Medians of two timings taken in turns, in milliseconds, and how many times longer the first took than the second. */
export type Paired = { first: number; second: number; ratio: number };

/** Times two things in turns, so that whatever else the machine does meets both alike. */
export function paired(first: () => unknown, second: () => unknown, rounds: number): Paired {
  const a: number[] = [];
  const b: number[] = [];
  for (let round = 0; round < rounds; round++) {
    b.push(timed(second));
    a.push(timed(first));
  }
  return { first: median(a), second: median(b), ratio: median(a) / median(b) };
}

/** A call to be made later. All are made from one place, so that V8 can neither inline what is called nor work with its arguments as constants: nobody could who reads them from a request. */
export function calling<A extends unknown[]>(
  act: (...args: A) => unknown,
  ...args: A
): () => unknown {
  return () => act(...args);
}

/** How long a thing takes once, in milliseconds. */
export function timed(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

/** The middle of the values. */
export function median(values: readonly number[]): number {
  return values.toSorted((x, y) => x - y)[values.length >> 1];
}
