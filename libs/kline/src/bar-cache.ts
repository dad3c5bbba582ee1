/** Names one load: a part of a series at a version. */
export interface BarKey {
  seriesId: number;
  version: number;
  /** Tells parts of one version apart. */
  part: string;
}

/** Is what a cache keeps: something of a known size. */
export interface Sized {
  bytes: number;
}

/** Keeps the values used last, up to a number of bytes; loads that run at the same time under one key are one load. */
export class BarCache<T extends Sized> {
  private readonly kept = new Map<string, { value: T; key: BarKey }>();
  private readonly loading = new Map<string, Promise<T>>();
  private bytes = 0;

  constructor(private readonly maxBytes: number) {}

  /** Returns the kept value of a key, or reads it, which must give what the key names; a failed read is not kept, and a newer version replaces older ones. */
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

  /** Whether the value of a key is kept. */
  has(key: BarKey): boolean {
    return this.kept.has(nameOf(key));
  }

  /** Says how many bytes are kept. */
  get size(): number {
    return this.bytes;
  }

  // A Map remembers the order of insertion, so its first key is the one unused for longest.
  private use(name: string): T | undefined {
    const entry = this.kept.get(name);
    if (!entry) return undefined;
    this.kept.delete(name);
    this.kept.set(name, entry);
    return entry.value;
  }

  private keep(key: BarKey, value: T): T {
    for (const [name, { key: older }] of this.kept) {
      if (older.seriesId === key.seriesId && older.version < key.version) this.drop(name);
    }
    if (value.bytes > this.maxBytes) return value;
    this.kept.set(nameOf(key), { value, key });
    this.bytes += value.bytes;
    for (const name of this.kept.keys()) {
      if (this.bytes <= this.maxBytes) break;
      this.drop(name);
    }
    return value;
  }

  private drop(name: string): void {
    this.bytes -= this.kept.get(name)?.value.bytes ?? 0;
    this.kept.delete(name);
  }
}

function nameOf({ seriesId, version, part }: BarKey): string {
  return `${seriesId}:${version}:${part}`;
}
