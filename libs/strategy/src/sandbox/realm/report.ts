import { type LogLine, StrategyError } from '@app/engine';

/** What went wrong in a realm, as plain data: whose fault it was, in words, and where. */
export type Failure = {
  /** `strategy` for what user code threw, `params` for what it refuses of its params, `input` for what the engine refused. */
  kind: 'strategy' | 'params' | 'input';
  message: string;
  phase: string;
  bar: number | null;
  symbol: string | null;
  /** The stack of what was thrown, of which only the places are of use. */
  stack: string;
  /** What the strategy logged until then. */
  logs: readonly LogLine[];
};

const LONGEST = 2000;

/** Describes what was thrown; whatever that is, this neither throws nor passes it on. */
export function failureOf(error: unknown, phase: string): Failure {
  if (StrategyError.is(error)) {
    const { thrown, bar, symbol, logs } = error;
    return { kind: 'strategy', ...wordsOf(thrown), phase: error.phase, bar, symbol, logs };
  }
  // Once it is loaded, what is not wrapped is the engine's own refusal.
  if (phase === 'load' || !(error instanceof RangeError)) {
    return { kind: 'strategy', ...wordsOf(error), phase, bar: null, symbol: null, logs: [] };
  }
  const { message } = error;
  return { kind: 'input', message, stack: '', phase, bar: null, symbol: null, logs: [] };
}

function wordsOf(thrown: unknown): { message: string; stack: string } {
  const stack = textOf(() => (thrown instanceof Error ? thrown.stack : ''));
  const message = textOf(() =>
    thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : thrown,
  );
  return { message: message === '' ? 'something that has no words' : message, stack };
}

// What user code threw may throw again when it is looked at.
function textOf(read: () => unknown): string {
  try {
    const text = String(read());
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  } catch {
    return '';
  }
}
