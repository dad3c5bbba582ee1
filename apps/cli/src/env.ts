import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** The environment over what `.env` says, as the server reads them; this is a client, which imports none of its code. */
export function environment(): NodeJS.ProcessEnv {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  return { ...file, ...process.env };
}
