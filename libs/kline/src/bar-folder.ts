import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bars } from '@app/engine';
import { type BarFileKey, decodeBars, encodeBars } from './bar-file.js';

interface Listed {
  path: string;
  seriesId: number;
  version: number;
  bytes: number;
  usedMs: number;
}

const NAME = /^(\d+)-(\d+)-[0-9a-f]{32}\.bars$/;
const ABANDONED_MS = 3_600_000;

/** Keeps bars in files of one folder, up to a number of bytes; any number of processes may share it, and any of its files may vanish or be replaced at any time. */
export class BarFolder {
  constructor(
    private readonly path: string,
    private readonly maxBytes: number,
  ) {}

  /** Reads the bars of a key; undefined when there is no file of them, or one that is broken or another's. */
  async read(key: BarFileKey): Promise<Bars | undefined> {
    const path = this.pathOf(key);
    const file = await open(path).catch(() => undefined);
    if (!file) return undefined;
    try {
      const { size } = await file.stat();
      const bars = await decodeBars(key, size, async (into, position) => {
        const { bytesRead } = await file.read(into, 0, into.length, position);
        return bytesRead;
      });
      // The time of the last use, by which the folder is kept small.
      if (bars) await utimes(path, new Date(), new Date()).catch(() => undefined);
      return bars;
    } finally {
      await file.close();
    }
  }

  /** Writes the bars of a key in one step, in place of older versions of their series; one that is too large, or older than what is there, is left out. */
  async write(key: BarFileKey, bars: Bars): Promise<void> {
    const pieces = encodeBars(key, bars);
    const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (bytes > this.maxBytes) return;
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    if ((await this.list()).some((each) => isNewer(each, key))) return;
    const temporary = join(this.path, `${randomUUID()}.tmp`);
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writev(pieces);
      } finally {
        await file.close();
      }
      await rename(temporary, this.pathOf(key));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await this.makeRoom(key);
  }

  private async makeRoom({ seriesId, version }: BarFileKey): Promise<void> {
    let total = 0;
    for (const file of (await this.list()).toSorted((a, b) => b.usedMs - a.usedMs)) {
      const isOld = file.seriesId === seriesId && file.version < version;
      if (!isOld) total += file.bytes;
      if (isOld || total > this.maxBytes) await rm(file.path, { force: true });
    }
  }

  // What another process removes meanwhile is simply not there; what it was writing when it was killed is left behind.
  private async list(): Promise<Listed[]> {
    const files: Listed[] = [];
    for (const name of await readdir(this.path)) {
      const path = join(this.path, name);
      const match = NAME.exec(name);
      const isTemporary = name.endsWith('.tmp');
      if (!match && !isTemporary) continue;
      const found = await stat(path).catch(() => undefined);
      if (!found) continue;
      const { size: bytes, mtimeMs: usedMs } = found;
      if (match) {
        const [seriesId, version] = [Number(match[1]), Number(match[2])];
        files.push({ path, seriesId, version, bytes, usedMs });
      } else if (Date.now() - usedMs > ABANDONED_MS) await rm(path, { force: true });
    }
    return files;
  }

  private pathOf({ seriesId, version, part }: BarFileKey): string {
    const hash = createHash('sha256').update(part).digest('hex').slice(0, 32);
    return join(this.path, `${seriesId}-${version}-${hash}.bars`);
  }
}

function isNewer(file: Listed, { seriesId, version }: BarFileKey): boolean {
  return file.seriesId === seriesId && file.version > version;
}
