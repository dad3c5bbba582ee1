import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { registerAs } from '@nestjs/config';
import { definitions } from './settings.js';
import type { Definition } from './setting-kinds.js';

type Values = {
  [Name in keyof typeof definitions]: (typeof definitions)[Name] extends Definition<infer T>
    ? T
    : never;
};

/** Names the three ways in which a process is run: `embedded`, `single` (PostgreSQL only) and `scale-out`. */
export type Profile = 'embedded' | 'single' | 'scale-out';

/** Holds every setting under its environment name, plus what follows from them. */
export interface Settings extends Values {
  profile: Profile;
  production: boolean;
}

/** Says which variable is wrong, what it holds and what it wants, in one line. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** Marks, in the environment of a launcher's children, the embedded profile. */
export const EMBEDDED_MARK = 'BARLINE_EMBEDDED';

const REQUIRED_WITH_DATABASE = ['SECRET_KEY', 'JWT_SECRET_KEY'] as const;
const MIN_SECRET_LENGTH = 32;

/** Reads and checks all settings; throws SettingsError for the first bad one. */
export function loadSettings(source: NodeJS.ProcessEnv = environment()): Settings {
  const values = Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [
      name,
      readOne(name, definition, source),
    ]),
  ) as Values;
  const profile = profileOf(values, source);
  const settings: Settings = { ...values, profile, production: source.NODE_ENV === 'production' };
  applyProfile(settings, source);
  checkUrls(settings);
  checkSecrets(settings);
  return settings;
}

/** Merges `.env` of the working directory under the process's own environment. */
export function environment(): NodeJS.ProcessEnv {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  return { ...file, ...process.env };
}

/** Injects the settings: `@Inject(settings.KEY) private readonly settings: Settings`. */
export const settings = registerAs('settings', () => loadSettings());

function readOne(
  name: string,
  definition: Definition<unknown>,
  source: NodeJS.ProcessEnv,
): unknown {
  const raw = source[name]?.trim();
  if (raw === undefined || raw === '') return definition.default;
  const value = definition.read(raw);
  if (value === undefined) {
    throw new SettingsError(`${name} is "${raw}", but must be ${definition.wants}.`);
  }
  return value;
}

function profileOf(values: Values, source: NodeJS.ProcessEnv): Profile {
  if (source[EMBEDDED_MARK] === '1') return 'embedded';
  if (values.REDIS_URL && !values.DATABASE_URL) {
    throw new SettingsError('REDIS_URL is set without DATABASE_URL; set both, or neither.');
  }
  if (!values.DATABASE_URL) return 'embedded';
  return values.REDIS_URL ? 'scale-out' : 'single';
}

function applyProfile(settings: Settings, source: NodeJS.ProcessEnv): void {
  const embedded = settings.profile === 'embedded';
  settings.HOST ||= embedded ? '127.0.0.1' : '0.0.0.0';
  settings.QUEUE_REDIS_URL ||= settings.REDIS_URL;
  if (!embedded) return;
  if (!source.DATABASE_POOL_SIZE) settings.DATABASE_POOL_SIZE = 10;
  if (!source.DATABASE_MAX_OVERFLOW) settings.DATABASE_MAX_OVERFLOW = 0;
  if (!source.MAX_CONCURRENT_BACKTESTS) settings.MAX_CONCURRENT_BACKTESTS = 5;
}

function checkUrls(settings: Settings): void {
  checkUrl('DATABASE_URL', settings.DATABASE_URL, ['postgres:', 'postgresql:']);
  checkUrl('REDIS_URL', settings.REDIS_URL, ['redis:', 'rediss:']);
  checkUrl('QUEUE_REDIS_URL', settings.QUEUE_REDIS_URL, ['redis:', 'rediss:']);
}

function checkUrl(name: string, url: string, protocols: string[]): void {
  if (!url) return;
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (!protocols.includes(protocol)) {
    throw new SettingsError(
      `${name} is not a URL that starts with ${protocols.join('// or ')}// (its text is kept secret).`,
    );
  }
}

function checkSecrets(settings: Settings): void {
  for (const name of REQUIRED_WITH_DATABASE) {
    const { length } = settings[name];
    if (length === 0 && settings.profile === 'embedded') continue;
    if (length < MIN_SECRET_LENGTH) {
      const got = length === 0 ? 'is not set' : `has ${length} characters`;
      throw new SettingsError(
        `${name} ${got}, but must have at least ${MIN_SECRET_LENGTH} characters.`,
      );
    }
  }
}
