/** Writes the SQL of a bar's hash: the SHA-256, as 256 bits, of its time (big-endian microseconds since 2000) and its figures (big-endian doubles, trades as four bytes), where those that are not known are left out. */
export function barHashSql(bar: string): string {
  const column = (name: string) => `${bar}.${name}`;
  const prices = ['open', 'high', 'low', 'close', 'volume'].map(
    (name) => `float8send(${column(name)})`,
  );
  return hashSql([
    `timestamptz_send(${column('open_time')})`,
    ...prices,
    `coalesce(float8send(${column('quote_volume')}), '')`,
    `coalesce(int4send(${column('trades')}), '')`,
  ]);
}

/** Writes the SQL of a funding rate's hash, made like that of a bar. */
export function rateHashSql(rate: string): string {
  return hashSql([`timestamptz_send(${rate}.stamp)`, `float8send(${rate}.rate)`]);
}

/** Writes the SQL that combines hashes, of which there may be none, by exclusive or: adding a row and taking it away are the same step, in any order. */
export function combinedSql(hash: string): string {
  return `coalesce(bit_xor(${hash}), 0::bit(256))`;
}

/** Shows a hash, given as digits of 0 and 1, in hexadecimal. */
export function hashText(bits: string): string {
  return BigInt(`0b${bits}`).toString(16).padStart(64, '0');
}

function hashSql(parts: string[]): string {
  return `('x' || encode(sha256(${parts.join(' || ')}), 'hex'))::bit(256)`;
}
