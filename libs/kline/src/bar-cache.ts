/** Names one load: a part of a series at a version. */
export interface BarKey {
  seriesId: number;
  version: number;
  /** Tells parts of one version apart. */
  part: string;
}

/** Is what a cache keeps: something of a known size, read from some version. */
export interface Sized {
  bytes: number;
  version: number;
}

/** Keeps the values used last, up to a number of bytes; loads that run at the same time under one key are one load. */
export class BarCache<T extends Sized> {
  private readonly kept = new Map<string, T & { seriesId: number }>();
  private readonly loading = new Map<string, Promise<T>>();
  private bytes = 0;

  constructor(private readonly maxBytes: number) {}

  /** Returns the kept value of a key, or reads it; a failed read is not kept, and a newer version replaces older ones. */
  load(key: BarKey, read: () => Promise<T>): Promise<T> {
    const name = nameOf(key);
    const kept = this.use(name);
    if (kept) return Promise.resolve(kept);
    const running = this.loading.get(name);
    if (running) return running;
    const load = read()
      .then((value) => this.keep(key, value))
      .finally(() => this.loading.delete(name));
    this.loading.set(name, load);
    return load;
  }

  /** Says how many bytes are kept. */
  get size(): number {
    return this.bytes;
  }

  // A Map remembers the order of insertion, so its first key is the one unused for longest.
  private use(name: string): T | undefined {
    const value = this.kept.get(name);
    if (!value) return undefined;
    this.kept.delete(name);
    this.kept.set(name, value);
    return value;
  }

  private keep(key: BarKey, value: T): T {
    // A write between the look for the version and the read makes what was read newer than its key.
    const { seriesId } = key;
    const { version } = value;
    for (const [name, kept] of this.kept) {
      if (kept.seriesId === seriesId && kept.version < version) this.drop(name, kept);
    }
    if (value.bytes > this.maxBytes) return value;
    const name = nameOf({ ...key, version });
    const older = this.kept.get(name);
    if (older) this.drop(name, older);
    this.kept.set(name, { ...value, seriesId });
    this.bytes += value.bytes;
    for (const [oldest, kept] of this.kept) {
      if (this.bytes <= this.maxBytes) break;
      this.drop(oldest, kept);
    }
    return value;
  }

  private drop(name: string, { bytes }: T): void {
    this.kept.delete(name);
    this.bytes -= bytes;
  }
}

function nameOf({ seriesId, version, part }: BarKey): string {
  return `${seriesId}:${version}:${part}`;
}
