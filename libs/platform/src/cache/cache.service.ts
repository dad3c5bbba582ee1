/** Keeps JSON values for a time: in the memory of one process, or in Redis for all of them. */
export abstract class CacheService {
  /** Returns the value of a key, or undefined when it is absent or over. */
  abstract get<T>(key: string): Promise<T | undefined>;

  /** Stores a value for `ttlSeconds`, REDIS_CACHE_TTL by default. */
  abstract set(key: string, value: unknown, ttlSeconds?: number): Promise<void>;

  /** Removes a key and says whether it was there. */
  abstract delete(key: string): Promise<boolean>;

  /** Says whether a key is there. */
  abstract exists(key: string): Promise<boolean>;

  /** Adds to a counter that starts at 0 and returns the sum; the first addition sets its life. */
  abstract increment(key: string, amount?: number, ttlSeconds?: number): Promise<number>;

  /** Sets fields of a hash; its life starts anew. */
  abstract setHash(key: string, fields: Record<string, string>, ttlSeconds?: number): Promise<void>;

  /** Returns all fields of a hash, none when it is absent. */
  abstract getHash(key: string): Promise<Record<string, string>>;
}
