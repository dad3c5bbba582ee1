import type { LogLine } from '@app/engine';
import { type Failure, type Place, placeOf } from '@app/strategy/sandbox';
import type { RunError } from './backtest.entity.js';

/** A user's strategy failed, in words for its user. */
export class UserStrategyFailed extends Error {
  constructor(
    readonly error: RunError,
    readonly logs: readonly LogLine[] = [],
    /** How many isolates are lost, with what they hold, until the process ends. */
    readonly lost = 0,
  ) {
    super(error.code);
  }
}

/** A user's strategy that did not hear that it was to stop was ended, at a place of its source if that could be found. */
export class UserStrategyEnded extends Error {
  constructor(readonly place: Place | null) {
    super('The strategy was ended.');
  }
}

/** Makes of what a sandbox tells of a failure what its run tells. */
export function userFailureOf(failure: Failure, map: string): UserStrategyFailed {
  return new UserStrategyFailed(errorOf(failure, map), failure.logs);
}

function errorOf({ kind, message, phase, bar, stack }: Failure, map: string): RunError {
  if (kind === 'params') return { code: 'backtest/params-refused', values: { reason: message } };
  if (kind === 'input') return { code: 'backtest/data-unfit', values: { reason: message } };
  const place = placeOf(stack, map);
  const values = { phase, bar: bar ?? 0, reason: message };
  if (place === null) return { code: 'backtest/strategy-failed', values };
  return { code: 'backtest/strategy-failed-at', values: { ...values, ...place } };
}
