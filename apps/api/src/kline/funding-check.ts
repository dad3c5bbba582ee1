import type { Rate } from '@app/kline';
import { UploadProblems } from './upload-problems.js';

/** Reads the funding rates of an upload; throws `request/invalid` that lists what is malformed, at most 50 by field. */
export function readRates(body: readonly unknown[]): Rate[] {
  const problems = new UploadProblems(['time', 'rate']);
  const rates: Rate[] = [];
  for (const [index, item] of body.entries()) {
    const row = problems.row(index, item);
    if (!row) continue;
    const timeMs = problems.time(index, 'time', row.time);
    rates.push({ timeMs, rate: problems.number(index, 'rate', row.rate) });
  }
  problems.throwIfAny();
  return rates;
}
