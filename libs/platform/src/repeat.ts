/** Ends a repetition; resolves when the round that runs has ended. */
export type StopRepeating = () => Promise<void>;

/** Runs `round` every `everyMs`, first at once where that is asked, one at a time: a round that is due while another runs is left out. A round that throws is told and the next one comes. */
export function repeat(
  everyMs: number,
  round: () => Promise<void>,
  tell: (error: unknown) => void,
  { atOnce = false } = {},
): StopRepeating {
  let running: Promise<void> | undefined;
  const next = () => {
    running ??= round()
      .catch(tell)
      .finally(() => (running = undefined));
  };
  if (atOnce) next();
  const timer = setInterval(next, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
