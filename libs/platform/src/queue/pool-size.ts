/** Bounds the connections of a process's queue: each worker and event stream holds one to LISTEN, the rest is for short queries. */
export const QUEUE_POOL_SIZE = 10;
