const USERNAME = /^[a-z0-9._-]{3,64}$/;

/** Bounds the characters of a password. */
export const PASSWORD_LENGTH = { min: 8, max: 200 } as const;

/** Says whether a value is a username: 3 to 64 of a-z, 0-9, dot, underscore and hyphen. */
export function isUsername(value: unknown): value is string {
  return typeof value === 'string' && USERNAME.test(value);
}
