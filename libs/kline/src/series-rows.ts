import type { RowsOf } from './bar.repository.js';
import type { Series } from './series.entity.js';
import { assertHeld } from './series.service.js';

/** Names the rows of a version of a series, as it is now: those that stand, or those that stood; throws `kline/version-expired`. */
export function rowsAt(
  { id, version, symbol }: Pick<Series, 'id' | 'version' | 'symbol'>,
  now: Series | undefined,
): RowsOf {
  if (now?.version === version) return { id };
  assertHeld({ version }, now?.heldFrom ?? Infinity, symbol, `version ${version}`);
  return { id, asOf: version };
}
