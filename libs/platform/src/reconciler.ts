import {
  type BeforeApplicationShutdown,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { repeat, type StopRepeating } from './repeat.js';
import { within } from './within.js';

const EVERY_MS = 10_000;

/** Mends when the process starts and then every 10 seconds, as long as it takes up to twice that; what goes wrong is logged and tried again. */
export abstract class Reconciler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  protected readonly logger = new Logger(this.constructor.name);
  private stop: StopRepeating | undefined;

  /** Mends once, unless another worker is at it. */
  abstract reconcile(): Promise<void>;

  onApplicationBootstrap(): void {
    const tell = (error: unknown) =>
      this.logger.warn(`Tries again in ${EVERY_MS / 1000} s: ${String(error)}`);
    const round = () => within(2 * EVERY_MS, this.reconcile());
    this.stop = repeat(EVERY_MS, round, tell, { atOnce: true });
  }

  // What is mended ends before the connections that it uses.
  async beforeApplicationShutdown(): Promise<void> {
    await this.stop?.();
  }
}
