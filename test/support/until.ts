import { setTimeout as delay } from 'node:timers/promises';

/** Asks again until something is so; throws when it is not in time. */
export async function until(isSo: () => Promise<boolean>, limitMs = 30_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`It is not so within ${limitMs} ms.`);
    await delay(50);
  }
}

/** Reads a state again until it fits, and returns it; throws with the last one when it does not in time. */
export async function untilState<T>(
  read: () => Promise<T>,
  fits: (state: T) => boolean,
  limitMs: number,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const state = await read();
    if (fits(state)) return state;
    if (performance.now() > deadline) {
      throw new Error(`It is not so within ${limitMs} ms: ${JSON.stringify(state)}`);
    }
    await delay(50);
  }
}
