import { createHash } from 'node:crypto';
import type { Hasher } from '@app/engine';

/** Makes OpenSSL's SHA-256, which takes a twentieth of the time of one in JavaScript. */
export function nativeHash(): Hasher {
  const hash = createHash('sha256');
  return { update: (bytes) => hash.update(bytes), hex: () => hash.digest('hex') };
}
