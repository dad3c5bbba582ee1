import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../env.js';

/** Holds what the embedded profile needs to keep to itself, under the names of the settings. */
export type Secrets = Record<'SECRET_KEY' | 'JWT_SECRET_KEY' | 'ADMIN_PASSWORD', string>;

const PASSWORD_FILE = 'admin-password';
const SECRET_BYTES = 24;

/** Takes each secret from the settings, or from the home, where it is generated once. */
export function embeddedSecrets(home: string, settings: Settings): Secrets {
  return {
    SECRET_KEY: settings.SECRET_KEY || keptSecret(home, 'secret-key'),
    JWT_SECRET_KEY: settings.JWT_SECRET_KEY || keptSecret(home, 'jwt-secret-key'),
    ADMIN_PASSWORD: settings.ADMIN_PASSWORD || keptSecret(home, PASSWORD_FILE),
  };
}

/** Says where the admin's first password is to be found, without saying it. */
export function whereThePasswordIs(home: string): string {
  const file = join(home, PASSWORD_FILE);
  return existsSync(file) ? `in ${file}` : 'ADMIN_PASSWORD, as it was at the first start';
}

/** Reads the secret that the home keeps under a name; one that is not there is generated and kept in a file of mode 0600. */
export function keptSecret(home: string, name: string): string {
  const file = join(home, name);
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (kept) return kept;
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  // Written whole and then renamed: a power cut must not leave half a secret behind.
  writeFileSync(`${file}.new`, `${secret}\n`, { mode: 0o600, flush: true });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
  return secret;
}
