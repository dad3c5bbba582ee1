import { AppError } from '@app/platform';
import { builtIns } from './builtin/index.js';
import { checkErrors } from './checks/check.errors.js';

// Paths below /strategy.
const PATHS = ['validate', 'types', 'checks', 'rules-schema'];

/** Whether no user's strategy may be called this: a built-in or a path is. */
export function isReserved(name: string): boolean {
  return builtIns.has(name) || PATHS.includes(name);
}

/** Refuses a name that no user's strategy may have; throws `strategy/name-reserved`. */
export function assertFree(name: string): void {
  if (isReserved(name))
    throw new AppError(checkErrors['strategy/name-reserved'], { values: { name } });
}
