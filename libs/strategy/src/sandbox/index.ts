export { placeBeforeEnd } from './memory-place.js';
export { type Place, placeOf } from './place.js';
export type { Answer, Description } from './realm/entry.js';
export { checksOf, type RunChecks } from './realm/checks.js';
export type { Failure } from './realm/report.js';
export { Cell } from './realm/watch.js';
export { type Act, OutOfMemory, OutOfTime, Sandbox, type SandboxInput } from './sandbox.js';
