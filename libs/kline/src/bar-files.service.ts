import { resolve } from 'node:path';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Bars } from '@app/engine';
import { settings, type Settings } from '@app/platform';
import type { BarFileKey } from './bar-file.js';
import { BarFolder } from './bar-folder.js';

const WARN_EVERY_MS = 60_000;

/** Keeps loaded bars on disk for later loads, and for other processes; whatever goes wrong with a file, bars are then read from their rows. */
@Injectable()
export class BarFiles implements OnApplicationShutdown {
  private readonly logger = new Logger('BarFiles');
  private readonly folder: BarFolder | undefined;
  private readonly writing = new Set<Promise<void>>();
  private warnedMs = -Infinity;

  constructor(@Inject(settings.KEY) { BAR_CACHE_PATH, BAR_DISK_CACHE_MB }: Settings) {
    if (BAR_DISK_CACHE_MB === 0) return;
    this.folder = new BarFolder(resolve(BAR_CACHE_PATH), BAR_DISK_CACHE_MB * 1024 * 1024);
  }

  /** Says whether bars are kept on disk at all. */
  get isOn(): boolean {
    return this.folder !== undefined;
  }

  /** Reads the bars of a key, where they are kept. */
  async read(key: BarFileKey): Promise<Bars | undefined> {
    try {
      return await this.folder?.read(key);
    } catch (error) {
      this.warn(error);
      return undefined;
    }
  }

  /** Starts to write the bars of a key; they must not be written to any more. */
  write(key: BarFileKey, bars: Bars): void {
    if (!this.folder) return;
    const write = this.folder
      .write(key, bars)
      .catch((error: unknown) => this.warn(error))
      .finally(() => this.writing.delete(write));
    this.writing.add(write);
  }

  /** Resolves when all that was to be written is. */
  async settled(): Promise<void> {
    await Promise.all(this.writing);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.settled();
  }

  // A disk that is full fails every write.
  private warn(error: unknown): void {
    const nowMs = performance.now();
    if (nowMs - this.warnedMs < WARN_EVERY_MS) return;
    this.warnedMs = nowMs;
    this.logger.warn(`Bars on disk: ${error instanceof Error ? error.message : String(error)}`);
  }
}
