import { createHash } from 'node:crypto';
import { columnsHash, dataHash } from '@app/engine';
import { nativeHash } from './native-hash.js';
import type { RunTask } from './run-task.js';

/** Hashes all that a run reads: one symbol's hash is that of its bars; several, or what is read besides (finer bars, funding rates, a benchmark), are hashed together in name order. */
export function hashOfData(data: RunTask['data'], benchmark: RunTask['benchmark']): string {
  const [only, ...others] = data;
  const isAlone = others.length === 0 && benchmark === undefined;
  if (only && isAlone && !only.funding && !only.detail) return dataHash(only.bars, nativeHash());
  const hash = createHash('sha256');
  for (const { symbol, bars, detail, funding } of data) {
    hash.update(`${symbol} ${dataHash(bars, nativeHash())}\n`);
    if (detail) hash.update(`detail ${detail.timeframe} ${dataHash(detail.bars, nativeHash())}\n`);
    if (funding) hash.update(`funding ${funding.time.join()} ${funding.rate.join()}\n`);
  }
  if (benchmark) {
    const columns = [benchmark.time, benchmark.close];
    hash.update(`benchmark ${columnsHash(columns, nativeHash())}\n`);
  }
  return hash.digest('hex');
}
