import { CacheService } from './cache.service.js';

interface Entry {
  value: string | number | Record<string, string>;
  endsAtMs: number;
}

const SWEEP_EVERY = 1000;

/** Implements the cache in the memory of this process. */
export class MemoryCacheService extends CacheService {
  private readonly entries = new Map<string, Entry>();
  private writes = 0;

  constructor(
    private readonly defaultTtlSeconds: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    super();
  }

  async get<T>(key: string): Promise<T | undefined> {
    const value = this.live(key)?.value;
    if (value === undefined || typeof value === 'object') return undefined;
    return (typeof value === 'number' ? value : JSON.parse(value)) as T;
  }

  async set(key: string, value: unknown, ttlSeconds = this.defaultTtlSeconds): Promise<void> {
    this.write(key, JSON.stringify(value), ttlSeconds);
  }

  async delete(key: string): Promise<boolean> {
    const wasThere = this.live(key) !== undefined;
    this.entries.delete(key);
    return wasThere;
  }

  async exists(key: string): Promise<boolean> {
    return this.live(key) !== undefined;
  }

  async increment(key: string, amount = 1, ttlSeconds = this.defaultTtlSeconds): Promise<number> {
    const entry = this.live(key);
    if (!entry) {
      this.write(key, amount, ttlSeconds);
      return amount;
    }
    const sum = Number(entry.value) + amount;
    entry.value = sum;
    return sum;
  }

  async setHash(
    key: string,
    fields: Record<string, string>,
    ttlSeconds = this.defaultTtlSeconds,
  ): Promise<void> {
    this.write(key, { ...(await this.getHash(key)), ...fields }, ttlSeconds);
  }

  async getHash(key: string): Promise<Record<string, string>> {
    const value = this.live(key)?.value;
    return typeof value === 'object' ? { ...value } : {};
  }

  private live(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    if (entry && entry.endsAtMs <= this.nowMs()) this.entries.delete(key);
    return this.entries.get(key);
  }

  private write(key: string, value: Entry['value'], ttlSeconds: number): void {
    this.entries.set(key, { value, endsAtMs: this.nowMs() + ttlSeconds * 1000 });
    this.writes += 1;
    if (this.writes % SWEEP_EVERY === 0) this.sweep();
  }

  private sweep(): void {
    const now = this.nowMs();
    for (const [key, { endsAtMs }] of this.entries) {
      if (endsAtMs <= now) this.entries.delete(key);
    }
  }
}
