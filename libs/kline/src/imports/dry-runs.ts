import { AppError } from '@app/platform';
import { importErrors } from './import.errors.js';

// They read files beside all else that an api does, on one core.
const MOST_AT_ONCE = 2;

/** Lets few dry runs read files at once, and one of a user. */
export class DryRuns {
  private readonly users = new Set<string>();

  /** Does the work of a user's dry run; throws `kline/dry-run-running` and `kline/dry-runs-busy`. */
  async run<T>(userId: string, work: () => Promise<T>): Promise<T> {
    const { users } = this;
    if (users.has(userId)) {
      throw new AppError(importErrors['kline/dry-run-running'], { retryAfter: 2 });
    }
    if (users.size >= MOST_AT_ONCE) {
      const values = { limit: MOST_AT_ONCE };
      throw new AppError(importErrors['kline/dry-runs-busy'], { values, retryAfter: 5 });
    }
    users.add(userId);
    try {
      return await work();
    } finally {
      users.delete(userId);
    }
  }
}
