import { setTimeout as delay } from 'node:timers/promises';

/** Asks again until something is so; throws when it is not in time. */
export async function until(isSo: () => Promise<boolean>, limitMs = 30_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`It is not so within ${limitMs} ms.`);
    await delay(50);
  }
}
