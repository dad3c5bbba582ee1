import {
  type BacktestInput,
  checkLookAhead,
  checkWarmUp,
  type LookAheadVerdict,
  type WarmUpVerdict,
} from '@app/engine';

/** The verdicts of the checks that a run asked for. */
export type RunChecks = { look_ahead?: LookAheadVerdict; warm_up?: WarmUpVerdict } | null;

/** Runs the checks that a run asks for, or gives null when it asks for none. */
export function checksOf(input: BacktestInput): RunChecks {
  const asked = input.config?.checks ?? [];
  if (asked.length === 0) return null;
  return {
    ...(asked.includes('look_ahead') && { look_ahead: checkLookAhead(input) }),
    ...(asked.includes('warm_up') && { warm_up: checkWarmUp(input) }),
  };
}
