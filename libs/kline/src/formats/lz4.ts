/** Unpacks one LZ4 block into `output` from a place on, and gives the place after it; throws a RangeError for one that is broken. */
export function unpackLz4Block(block: Uint8Array, output: Uint8Array, from: number): number {
  let at = 0;
  let to = from;
  while (at < block.length) {
    const token = block[at];
    at += 1;
    let length = token >> 4;
    if (length === 15) [length, at] = extended(block, at, length);
    if (at + length > block.length || to + length > output.length)
      throw new RangeError('LZ4: literals overrun');
    output.set(block.subarray(at, at + length), to);
    at += length;
    to += length;
    if (at === block.length) return to;
    const distance = block[at] | (block[at + 1] << 8);
    at += 2;
    let match = token & 15;
    if (match === 15) [match, at] = extended(block, at, match);
    match += 4;
    if (distance === 0 || distance > to || to + match > output.length)
      throw new RangeError('LZ4: match overruns');
    // A match may reach into what it writes, so it goes byte by byte.
    for (const end = to + match; to < end; to += 1) output[to] = output[to - distance];
  }
  return to;
}

/** Unpacks a frame of LZ4 blocks of at most `most` bytes; throws a RangeError for one that is broken or larger. */
export function unpackLz4Frame(frame: Uint8Array, most: number): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== 0x184d2204) throw new RangeError('LZ4: no frame');
  const flags = view.getUint8(4);
  const blockSize = 1 << (8 + 2 * ((view.getUint8(5) >> 4) & 7));
  let at = 7 + (flags & 8 ? 8 : 0) + (flags & 1 ? 4 : 0);
  // Blocks may reach back into those before them, so all lie in one array.
  let output = new Uint8Array(Math.min(most, Math.max(4 * frame.length, blockSize)));
  let to = 0;
  for (;;) {
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) return output.subarray(0, to);
    const length = word & 0x7fffffff;
    if (at + length > frame.length) throw new RangeError('LZ4: block overruns');
    const block = frame.subarray(at, at + length);
    const needed = to + (word >>> 31 ? length : blockSize);
    if (to + (word >>> 31 ? length : 1) > most) throw new RangeError('LZ4: too large');
    if (needed > output.length)
      output = enlarged(output, Math.min(most, Math.max(needed, 2 * output.length)));
    if (word >>> 31) {
      output.set(block, to);
      to += length;
    } else to = unpackLz4Block(block, output, to);
    at += length + (flags & 16 ? 4 : 0);
  }
}

function extended(block: Uint8Array, at: number, length: number): [number, number] {
  for (;;) {
    if (at >= block.length) throw new RangeError('LZ4: length overruns');
    const byte = block[at];
    at += 1;
    length += byte;
    if (byte !== 255) return [length, at];
  }
}

function enlarged(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size);
  larger.set(bytes);
  return larger;
}
