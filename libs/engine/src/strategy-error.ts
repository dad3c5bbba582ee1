import type { LogLine } from './result.js';

/** The part of a strategy that threw. */
export type StrategyPhase = 'init' | 'next' | 'onFill' | 'onTrade' | 'onReject' | 'every';

const made = new WeakSet<object>();

/** A strategy threw: its message, the bar (null in `init`), the symbol and the phase; `cause` is what it threw. */
export class StrategyError extends Error {
  override readonly name = 'StrategyError';

  constructor(
    readonly thrown: unknown,
    readonly phase: StrategyPhase,
    readonly bar: number | null,
    readonly symbol: string,
    /** What it logged until then. */
    readonly logs: readonly LogLine[] = [],
  ) {
    super(messageOf(thrown), { cause: thrown });
    made.add(this);
  }

  /** Whether a value is one. Not by `instanceof`: of what a strategy throws, that may call into the strategy. */
  static is(value: unknown): value is StrategyError {
    return typeof value === 'object' && value !== null && made.has(value);
  }
}

// What is thrown may be anything, and may throw in turn when it is looked at.
function messageOf(thrown: unknown): string {
  try {
    const has = typeof thrown === 'object' && thrown !== null && 'message' in thrown;
    return String(has ? thrown.message : thrown);
  } catch {
    return 'what it threw cannot be shown';
  }
}
