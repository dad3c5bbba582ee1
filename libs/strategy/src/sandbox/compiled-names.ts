// By itself: who runs compiled code needs no compiler.

/** The name under which compiled code finds the function through which it throws. */
export const THROWN = '__thrown';

/** The name under which compiled code finds the function that refuses texts that are too long. */
export const SHORT = '__short';

/** The name under which compiled code finds the function that refuses what has too many keys to list. */
export const FEW = '__few';

/** How the names of the functions begin that compiled code adds by. */
export const PLUS = '__plus';
