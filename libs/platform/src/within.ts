import { AppError } from './errors/app-error.js';
import { platformErrors } from './errors/platform.errors.js';

/** Waits for `work`, but no longer than `limitMs`; then it throws `server/unavailable`, and what the work still does is ignored. */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(noAnswer(limitMs)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function noAnswer(limitMs: number): AppError {
  const cause = new Error(`No answer within ${limitMs} ms.`);
  return new AppError(platformErrors['server/unavailable'], { retryAfter: 1, cause });
}
