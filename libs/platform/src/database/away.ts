import { setTimeout as delay } from 'node:timers/promises';

// Classes 08 and 57P of PostgreSQL's SQLSTATE, and the system's words for a peer that is not there.
const AWAY_CODE =
  /^(08\w{3}|57P0\d|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)$/;
const AWAY_MESSAGE =
  /Connection terminated|timeout exceeded when trying to connect|Connection is closed|not queryable|Command timed out|max retries per request|Driver not Connected/i;
const RETRY_MS = 500;

/** Says whether an error means that PostgreSQL or Redis is away for now, so that the same call may work later. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string' && AWAY_CODE.test(code)) return true;
  return AWAY_MESSAGE.test(error.message) || isAway(Reflect.get(error, 'driverError'));
}

/** Tries work again while the database is away, for `limitMs` at most; other errors are thrown at once. */
export async function whileAway<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error) || performance.now() > deadline) throw error;
      await delay(RETRY_MS);
    }
  }
}
