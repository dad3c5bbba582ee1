/** Holds a job for 30 s and looks for those of dead workers every 5 s, so that their work restarts within 40 s. */
export const LEASE = {
  lockDuration: 30_000,
  stalledInterval: 5000,
  // The rows count attempts; a job that stalls is always handed on.
  maxStalledCount: 1000,
  // The usual 15 s after a lost connection would outlast both a restart of the database and the time to drain.
  runRetryDelay: 1000,
};
