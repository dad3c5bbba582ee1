/** Lists the paths that probes and scrapers ask every few seconds, whatever the base path is. */
export const PROBE_PATHS: readonly string[] = [
  '/health',
  '/health/live',
  '/health/ready',
  '/metrics',
];
