/** Gives what an error says, also one of another realm, as zlib's are in Jest; at most 200 characters. */
export function errorText(error: unknown): string {
  const said = typeof error === 'object' && error !== null && 'message' in error && error.message;
  return said ? String(said).slice(0, 200) : 'cannot be read';
}
