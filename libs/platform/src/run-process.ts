import { type INestApplicationContext, Logger } from '@nestjs/common';
import { loadSettings, SettingsError, type Settings } from './env.js';
import { reasonOf } from './reason.js';

/** Is a started process: its Nest application, and its address when it listens. */
export interface RunningProcess {
  app: INestApplicationContext;
  address?: string;
}

/** Tells the launcher, over the channel between parent and child, that a process is ready. */
export interface ReadyMessage {
  ready: string;
  address?: string;
}

const SHUTDOWN_LIMIT_MS = 8000;
const NO_DATABASE =
  'DATABASE_URL is not set; set it, or run "npm start", which brings its own PostgreSQL.';

/** Runs one process from settings to shutdown: a failed start is one line and exit code 1; SIGINT, SIGTERM and a lost launcher drain it. */
export async function runProcess(
  name: string,
  create: (settings: Settings) => Promise<RunningProcess>,
): Promise<void> {
  let host = '';
  try {
    const settings = loadSettings();
    host = settings.HOST;
    if (!settings.DATABASE_URL) throw new SettingsError(NO_DATABASE);
    const running = await create(settings);
    drainOnSignals(running.app);
    process.send?.({ ready: name, address: running.address } satisfies ReadyMessage);
  } catch (error) {
    process.stderr.write(`${name}: ${reasonOf(error, host)}\n`);
    process.exit(1);
  }
}

function drainOnSignals(app: INestApplicationContext): void {
  const logger = new Logger('Process');
  let draining = false;
  const drain = async (reason: string) => {
    if (draining) return;
    draining = true;
    logger.log(`Stopping: ${reason}.`);
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
    try {
      await app.close();
      process.exit(0);
    } catch (error) {
      logger.error(error);
      process.exit(1);
    }
  };
  process.on('SIGINT', () => void drain('SIGINT'));
  process.on('SIGTERM', () => void drain('SIGTERM'));
  process.on('disconnect', () => void drain('the launcher is gone'));
  process.on('unhandledRejection', (error) => logger.error(error, 'A promise was not awaited'));
}
