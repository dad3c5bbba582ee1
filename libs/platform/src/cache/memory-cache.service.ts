import { CacheService } from './cache.service.js';

interface Entry {
  value: string | number | Record<string, string>;
  endsAtMs: number;
}

const SWEEP_EVERY = 1000;
const MOST_TEXT_CHARACTERS = 64 * 1024 * 1024;

/** Implements the cache in the memory of this process; of values set, those read or set longest ago make room for new ones. */
export class MemoryCacheService extends CacheService {
  private readonly entries = new Map<string, Entry>();
  private writes = 0;
  private characters = 0;

  constructor(
    private readonly defaultTtlSeconds: number,
    private readonly nowMs: () => number = () => performance.now(),
    private readonly mostCharacters = MOST_TEXT_CHARACTERS,
  ) {
    super();
  }

  async get<T>(key: string): Promise<T | undefined> {
    const entry = this.live(key);
    if (!entry || typeof entry.value === 'object') return undefined;
    // A Map remembers the order of insertion, so its first key is the one unused for longest.
    this.entries.delete(key);
    this.entries.set(key, entry);
    const { value } = entry;
    return (typeof value === 'number' ? value : JSON.parse(value)) as T;
  }

  async set(key: string, value: unknown, ttlSeconds = this.defaultTtlSeconds): Promise<void> {
    this.write(key, JSON.stringify(value), ttlSeconds);
  }

  async delete(key: string): Promise<boolean> {
    const wasThere = this.live(key) !== undefined;
    this.drop(key);
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
    if (entry && entry.endsAtMs <= this.nowMs()) this.drop(key);
    return this.entries.get(key);
  }

  private write(key: string, value: Entry['value'], ttlSeconds: number): void {
    this.drop(key);
    this.entries.set(key, { value, endsAtMs: this.nowMs() + ttlSeconds * 1000 });
    this.characters += charactersOf(value);
    this.writes += 1;
    if (this.writes % SWEEP_EVERY === 0) this.sweep();
    this.makeRoom();
  }

  // Counters and hashes stay: what forgets them forgets a limit.
  private makeRoom(): void {
    if (this.characters <= this.mostCharacters) return;
    for (const [key, { value }] of this.entries) {
      if (typeof value === 'string') this.drop(key);
      if (this.characters <= this.mostCharacters) return;
    }
  }

  private drop(key: string): void {
    this.characters -= charactersOf(this.entries.get(key)?.value);
    this.entries.delete(key);
  }

  private sweep(): void {
    const now = this.nowMs();
    for (const [key, { endsAtMs }] of this.entries) {
      if (endsAtMs <= now) this.drop(key);
    }
  }
}

function charactersOf(value: Entry['value'] | undefined): number {
  return typeof value === 'string' ? value.length : 0;
}
