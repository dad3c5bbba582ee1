/** Injects what this process is: `api` or `worker`. */
export const PROCESS_NAME = Symbol('PROCESS_NAME');
