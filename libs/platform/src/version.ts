/** Is the version of Barline, equal to that of package.json. */
export const VERSION = '0.1.0';
