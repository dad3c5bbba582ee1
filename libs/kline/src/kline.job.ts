/** Names the queue of work on bars. */
export const DATA_QUEUE = 'data';
