/** Holds a job for 15 s, as long as its row is held, and looks for those of dead workers every 5 s, so that their work restarts within 30 s. */
export const LEASE = {
  lockDuration: 15_000,
  stalledInterval: 5000,
  // The rows count attempts; a job that stalls is always handed on.
  maxStalledCount: 1000,
  // The usual 15 s after a lost connection would outlast both a restart of the database and the time to drain.
  runRetryDelay: 1000,
};
