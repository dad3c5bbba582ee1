import { availableParallelism } from 'node:os';
import { boolean, choice, host, integer, list, secret, text } from './setting-kinds.js';

/** Lists every setting with its default, bounds and meaning; `docs/settings.md` and `.env.example` are checked against it. */
export const definitions = {
  DEBUG: boolean(false, 'Verbose logs; serves /docs and /redoc in every profile.'),
  PORT: integer(8000, 0, 65535, 'Port of the api; 0 takes any free one.'),
  HOST: host('', 'Address the api listens on; 127.0.0.1 embedded, 0.0.0.0 otherwise.'),
  SECRET_KEY: secret('Keys the HMAC of API keys; at least 32 characters.'),
  ALLOWED_HOSTS: list(['*'], 'Origins that CORS allows; * allows all, without credentials.'),
  TRUST_PROXY: integer(0, 0, 32, 'Proxy hops whose X-Forwarded-For is believed.'),

  DATABASE_URL: text('', 'PostgreSQL 15 or newer; unset together with REDIS_URL: embedded.'),
  DATABASE_POOL_SIZE: integer(20, 1, 1000, 'Database connections a process keeps; 10 embedded.'),
  DATABASE_MAX_OVERFLOW: integer(30, 0, 1000, 'Connections above the pool size; 0 embedded.'),
  DATABASE_POOL_RECYCLE: integer(3600, 1, 604800, 'Seconds after which a connection is replaced.'),

  REDIS_URL: text('', 'Redis of cache and rate limits; needs DATABASE_URL.'),
  REDIS_CACHE_TTL: integer(3600, 1, 2592000, 'Seconds that a cached value lives by default.'),
  QUEUE_REDIS_URL: text('', 'Redis of the queue; REDIS_URL when unset.'),

  JWT_SECRET_KEY: secret('Signs access and refresh tokens; at least 32 characters.'),
  JWT_ALGORITHM: choice('HS256', ['HS256', 'HS384', 'HS512'], 'Signature of the tokens.'),
  JWT_ACCESS_TOKEN_EXPIRE_MINUTES: integer(30, 1, 1440, 'Life of an access token.'),
  JWT_REFRESH_TOKEN_EXPIRE_DAYS: integer(7, 1, 365, 'Life of a refresh token.'),
  ADMIN_USERNAME: text('admin', 'Name of the admin made at first start.'),
  ADMIN_PASSWORD: secret('Password of that admin at first start; generated embedded.'),
  REGISTRATION_OPEN: boolean(false, 'Lets anyone register as a trader.'),

  RATE_LIMIT_REQUESTS: integer(
    100,
    0,
    1000000,
    'Requests a user or address may make; 0 is no limit.',
  ),
  RATE_LIMIT_WINDOW: integer(60, 1, 86400, 'Seconds in which they are counted.'),
  MAX_UPLOAD_SIZE: integer(
    104857600,
    1024,
    1099511627776,
    'Bytes of an upload at most; other bodies may have 1 MiB.',
  ),
  UPLOAD_PATH: text('uploads', 'Scratch folder of one process.'),

  LOG_LEVEL: choice(
    'INFO',
    ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'],
    'Least severe level that is logged.',
  ),
  LOG_FILE: text('', 'File that also receives the log.'),
  METRICS_TOKEN: secret('Bearer of /metrics; unset: open on loopback only.'),

  WORKER_THREADS: integer(availableParallelism(), 1, 256, 'Runs that one worker executes at once.'),
  MAX_CONCURRENT_BACKTESTS: integer(
    0,
    0,
    100000,
    'Runs that all workers execute at once; 0 is no bound; 5 embedded.',
  ),
  MAX_BACKTEST_DURATION_DAYS: integer(36500, 1, 365000, 'Days that a run may span.'),
  MAX_BACKTEST_BARS: integer(10000000, 1, 1000000000, 'Bars that a run may read.'),
  MAX_ATTEMPTS: integer(3, 1, 100, 'Claims of a run before it counts as lost.'),
  BACKTEST_TIMEOUT_MINUTES: integer(
    30,
    1,
    10080,
    'Minutes from the claim after which a run is ended.',
  ),
  BACKTEST_RETENTION_DAYS: integer(
    0,
    0,
    36500,
    'Days that a finished run is kept; 0 keeps it for ever.',
  ),
  STRATEGY_MAX_BYTES: integer(
    262144,
    1024,
    1048576,
    "Bytes of a strategy's source in UTF-8 at most; it may also have 20,000 lines at most.",
  ),
  STRATEGY_MEMORY_MB: integer(
    256,
    32,
    65536,
    "Megabytes of a user's strategy and the engine beside it, without the bars that it reads.",
  ),
  STRATEGY_BAR_TIMEOUT_MS: integer(
    5000,
    100,
    600000,
    "Milliseconds that a user's strategy may stand on one bar before its run is ended.",
  ),
  DATA_HISTORY_DAYS: integer(
    30,
    1,
    36500,
    'Days that replaced and deleted bars and funding rates are kept for runs with data_as_of.',
  ),
  BAR_CACHE_MB: integer(512, 16, 1048576, 'Memory of a worker for bar columns.'),
  BAR_CACHE_PATH: text(
    'bar-cache',
    'Folder of bar columns that processes of one machine may share; bar-cache in the home embedded.',
  ),
  BAR_DISK_CACHE_MB: integer(
    2048,
    0,
    16777216,
    'Disk for that folder; 0 keeps no columns on disk.',
  ),

  WEBSOCKET_HEARTBEAT_INTERVAL: integer(30, 1, 3600, 'Seconds between two heartbeats of a socket.'),
  WEBSOCKET_MAX_CONNECTIONS: integer(1000, 1, 1000000, 'Sockets that one api process accepts.'),

  BARLINE_HOME: text('.barline', 'Folder of the embedded profile.'),
  SAMPLE_DATA: boolean(true, 'Imports the sample and runs a backtest at the first embedded start.'),
};
