import { setFlagsFromString } from 'node:v8';
import { V8_FLAGS } from '../src/index.js';

/** Sets the flags under which the worker's threads run the engine. */
export function letInline(): void {
  for (const flag of V8_FLAGS) setFlagsFromString(flag);
}
