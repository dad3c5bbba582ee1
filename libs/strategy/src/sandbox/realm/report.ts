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
// Taken before it is bounded.
const { indexOf } = String.prototype;
const NO_ROOM = /allocation failed|^Invalid (?:array|string|typed array) length/;

// What was thrown last that is no error, and so knows no place.
let last: { thrown: unknown; stack: string } | null = null;

/** Passes on what a strategy throws; of what is no error it remembers where that was. */
export function thrown(value: unknown): unknown {
  if (!(value instanceof Error)) last = { thrown: value, stack: new Error().stack ?? '' };
  return value;
}

/** Describes what was thrown; whatever that is, this neither throws nor passes it on. */
export function failureOf(error: unknown, phase: string): Failure {
  if (StrategyError.is(error)) {
    const { thrown, bar, symbol, logs } = error;
    return { kind: 'strategy', ...wordsOf(thrown), phase: error.phase, bar, symbol, logs };
  }
  // Once it is loaded, what is not wrapped is the engine's own refusal, unless there was no room for what it made.
  if (phase === 'load' || !(error instanceof RangeError) || NO_ROOM.test(error.message)) {
    return { kind: 'strategy', ...wordsOf(error), phase, bar: null, symbol: null, logs: [] };
  }
  const { message } = error;
  return { kind: 'input', message, stack: '', phase, bar: null, symbol: null, logs: [] };
}

function wordsOf(error: unknown): { message: string; stack: string } {
  const stack = textOf(() => stackOf(error));
  const message = textOf(() =>
    error instanceof Error ? `${error.name}: ${error.message}` : error,
  );
  return { message: message === '' ? 'something that has no words' : message, stack };
}

// Without the message before it, which may be long and say what it likes.
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return Object.is(last?.thrown, error) ? (last?.stack ?? '') : '';
  const stack = String(error.stack);
  const message = String(error.message);
  const at = Reflect.apply(indexOf, stack, [message.slice(0, LONGEST)]);
  return at < 0 ? stack : stack.slice(at + message.length);
}

// What user code threw may throw again when it is looked at.
function textOf(read: () => unknown): string {
  try {
    const all = String(read());
    const text = all.length > LONGEST ? `${all.slice(0, LONGEST)}…` : all;
    // What a database can keep.
    return text.replaceAll('\0', '\uFFFD').toWellFormed();
  } catch {
    return '';
  }
}
