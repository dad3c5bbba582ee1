import { compressSha256, SHA256_START } from './sha256-block.js';

const BLOCK = 64;

/** SHA-256 over bytes given piece by piece (FIPS 180-4). */
export class Sha256 {
  readonly #hash = new Int32Array(SHA256_START);
  readonly #words = new Int32Array(64);
  readonly #rest = new Uint8Array(BLOCK);
  #held = 0;
  #length = 0;

  /** Adds bytes. */
  update(bytes: Uint8Array): this {
    this.#length += bytes.length;
    let at = 0;
    if (this.#held > 0) {
      while (this.#held < BLOCK && at < bytes.length) this.#rest[this.#held++] = bytes[at++];
      if (this.#held < BLOCK) return this;
      this.#block(this.#rest, 0);
      this.#held = 0;
    }
    for (; at + BLOCK <= bytes.length; at += BLOCK) this.#block(bytes, at);
    while (at < bytes.length) this.#rest[this.#held++] = bytes[at++];
    return this;
  }

  /** The digest of all bytes added, as 64 lower-case hexadecimal digits; nothing may be added afterwards. */
  hex(): string {
    const bits = this.#length * 8;
    const padding = (this.#held < 56 ? 56 : 120) - this.#held;
    const tail = new Uint8Array(padding + 8);
    tail[0] = 0x80;
    const view = new DataView(tail.buffer);
    view.setUint32(padding, Math.floor(bits / 4_294_967_296));
    view.setUint32(padding + 4, bits % 4_294_967_296);
    this.update(tail);
    let text = '';
    for (const word of this.#hash) text += (word >>> 0).toString(16).padStart(8, '0');
    return text;
  }

  #block(bytes: Uint8Array, at: number): void {
    const w = this.#words;
    for (let i = 0; i < 16; i++) {
      const j = at + i * 4;
      w[i] = (bytes[j] << 24) | (bytes[j + 1] << 16) | (bytes[j + 2] << 8) | bytes[j + 3];
    }
    compressSha256(this.#hash, w);
  }
}
