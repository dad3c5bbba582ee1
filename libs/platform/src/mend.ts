import type { Logger } from '@nestjs/common';
import { repeat, type StopRepeating } from './repeat.js';
import { within } from './within.js';

const EVERY_MS = 10_000;

/** Mends at once and then every 10 seconds, as long as it takes up to twice that; what goes wrong is logged and tried again. */
export function mendRegularly(logger: Logger, mend: () => Promise<void>): StopRepeating {
  const tell = (error: unknown) =>
    logger.warn(`Tries again in ${EVERY_MS / 1000} s: ${String(error)}`);
  return repeat(EVERY_MS, () => within(2 * EVERY_MS, mend()), tell, { atOnce: true });
}
