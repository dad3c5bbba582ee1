/** The part of a strategy that threw. */
export type StrategyPhase = 'init' | 'next' | 'onFill' | 'onTrade' | 'onReject' | 'every';

/** A strategy threw: its message, the bar (null in `init`), the symbol and the phase; `cause` is what it threw. */
export class StrategyError extends Error {
  override readonly name = 'StrategyError';

  constructor(
    readonly thrown: unknown,
    readonly phase: StrategyPhase,
    readonly bar: number | null,
    readonly symbol: string,
  ) {
    super(messageOf(thrown), { cause: thrown });
  }
}

function messageOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) {
    return String(thrown.message);
  }
  return String(thrown);
}
