import { existsSync } from 'node:fs';

/** Says whether what a test needs is on this machine, and tells where it is not: the test is skipped then. */
export function isHere(path: string | URL): boolean {
  const found = existsSync(path);
  if (!found)
    process.stderr.write(`Skips the tests that need ${String(path)}, which is not here.\n`);
  return found;
}
