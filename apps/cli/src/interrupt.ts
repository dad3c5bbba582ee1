/** Is the exit code of a command that a signal ended. */
export const SIGNAL_CODES = { SIGINT: 130, SIGTERM: 143 };

type Signal = keyof typeof SIGNAL_CODES;

// npm passes on a Ctrl-C that the terminal has sent to the command as well.
const SAME_MS = 500;

/** Hands the exit code of the first Ctrl-C or SIGTERM to `first`; a second one leaves at once. Answers what ends the watch. */
export function onInterrupt(first: (exitCode: number) => void): () => void {
  let firstAt: number | undefined;
  const told = (signal: Signal) => {
    const now = performance.now();
    if (firstAt === undefined) {
      firstAt = now;
      first(SIGNAL_CODES[signal]);
    } else if (now - firstAt > SAME_MS) {
      process.exit(SIGNAL_CODES[signal]);
    }
  };
  const signals = Object.keys(SIGNAL_CODES) as Signal[];
  for (const signal of signals) process.on(signal, told);
  return () => signals.forEach((signal) => process.off(signal, told));
}
