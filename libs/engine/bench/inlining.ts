import { setFlagsFromString } from 'node:v8';
import { V8_FLAGS } from '../src/index.js';

/** Sets the flags under which the worker's threads run the engine; docs/decisions/0005 and 0011 tell of the last two. */
export function letInline(): void {
  for (const flag of V8_FLAGS) setFlagsFromString(flag);
  if (process.versions.v8.startsWith('13.6.')) setFlagsFromString('--no-maglev-escape-analysis');
  setFlagsFromString('--no-turboshaft-loop-unrolling');
}
