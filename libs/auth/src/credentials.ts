/** Is what a username must match: 3 to 64 of a-z, 0-9, dot, underscore and hyphen. */
export const USERNAME = /^[a-z0-9._-]{3,64}$/;

/** Bounds the characters of a password. */
export const PASSWORD_LENGTH = { min: 8, max: 200 } as const;
