// By itself: who runs compiled code needs no compiler.

/** The name under which compiled code finds the function through which it throws. */
export const THROWN = '__thrown';
