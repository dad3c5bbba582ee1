/** Ends a repetition; resolves when the round that runs has ended. */
export type StopRepeating = () => Promise<void>;

/** Runs `round` every `everyMs`, one at a time: a round that is due while another runs is left out. A round that throws is told and the next one comes. */
export function repeat(
  everyMs: number,
  round: () => Promise<void>,
  tell: (error: unknown) => void,
): StopRepeating {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= round()
      .catch(tell)
      .finally(() => (running = undefined));
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
