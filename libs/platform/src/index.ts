export { ROLES, type Actor, type Role } from './actor.js';
export { CacheService } from './cache/cache.service.js';
export { REDIS } from './cache/redis.js';
export { isAway, whileAway } from './database/away.js';
export { DatabaseService } from './database/database.service.js';
export { SingleApiService } from './database/single-api.service.js';
export { loadSettings, settings, SettingsError, type Settings } from './env.js';
export {
  AppError,
  defineErrors,
  type AppErrorOptions,
  type ErrorDefinition,
  type Problem,
} from './errors/app-error.js';
export { platformErrors } from './errors/platform.errors.js';
export { PROBE_PATHS } from './logger/probe-paths.js';
export { assignRequestId } from './logger/request-id.js';
export { PlatformModule } from './platform.module.js';
export { Reconciler } from './reconciler.js';
export { PROCESS_NAME } from './process-name.js';
export {
  preferredLanguage,
  render,
  text,
  type Language,
  type Text,
  type TextValues,
} from './text.js';
export {
  giveBack,
  jobOptions,
  type RowJobData,
  RowJobs,
  type WaitingRow,
} from './queue/row-jobs.js';
export { repeat, type StopRepeating } from './repeat.js';
export { runProcess, type ReadyMessage, type RunningProcess } from './run-process.js';
export {
  MAX_TIME_MS,
  MIN_TIME_MS,
  parseRange,
  parseTime,
  TIME_TEXT,
  type TimeRange,
} from './time-range.js';
export { VERSION } from './version.js';
export { within } from './within.js';
