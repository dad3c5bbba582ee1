import { types } from 'node:util';

/** Ends a command with one line for its user, without a stack. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

/** Says that a command was not called as it must be. */
export class UsageError extends CommandError {
  constructor(message: string) {
    super(message, 2);
  }
}

/** Says in a few words why something failed: what `fetch` and streams throw has its reason inside. */
export function reasonOf(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  const { cause } = error;
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0]);
  if (types.isNativeError(cause) && cause.message) return reasonOf(cause);
  return (error.message || error.name).split('\n')[0];
}
