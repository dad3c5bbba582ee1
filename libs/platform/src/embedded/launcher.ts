import { environment, loadSettings, type Settings, SettingsError } from '../env.js';
import { reasonOf } from '../reason.js';
import { EmbeddedServer } from './embedded-server.js';
import { ChildFailed } from './supervised-child.js';

const source = environment();
const server = new EmbeddedServer(settingsOrExit(), source, (line) => {
  process.stdout.write(`${line}\n`);
});
let stopping: Promise<never> | undefined;

// A terminal or pipe that is gone must not end the server before its children and its database.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
process.on('uncaughtException', fail);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stop(0));
}

try {
  await server.start();
} catch (error) {
  if (stopping) await stopping;
  fail(error);
}

function stop(code: number): Promise<never> {
  stopping ??= server.stop().then(() => process.exit(code));
  return stopping;
}

function fail(error: unknown): void {
  // What is under way when the server is stopped ends in errors of its own.
  if (stopping) return;
  if (!(error instanceof ChildFailed && error.told)) complain(error);
  void stop(1);
}

function settingsOrExit(): Settings {
  try {
    const settings = loadSettings(source);
    const given = (['DATABASE_URL', 'REDIS_URL'] as const).find((name) => settings[name]);
    if (given === undefined) return settings;
    throw new SettingsError(
      `${given} is set, but "npm start" brings its own database; unset it, or use "npm run start:api" and "npm run start:worker".`,
    );
  } catch (error) {
    complain(error);
    process.exit(1);
  }
}

function complain(error: unknown): void {
  process.stderr.write(`barline: ${reasonOf(error, source.HOST)}\n`);
}
