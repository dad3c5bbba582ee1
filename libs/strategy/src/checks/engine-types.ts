import { existsSync, readFileSync } from 'node:fs';

/** Reads the declarations of all that a strategy may import, which the build writes. */
export function engineTypes(): string {
  const built = new URL('./engine-types.d.ts', import.meta.url);
  if (existsSync(built)) return readFileSync(built, 'utf8');
  const dist = '../../../../dist/libs/strategy/src/checks/engine-types.d.ts';
  return readFileSync(new URL(dist, import.meta.url), 'utf8');
}
