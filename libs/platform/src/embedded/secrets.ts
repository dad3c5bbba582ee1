import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SECRET_BYTES = 24;

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
