import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { CanonicalHash, dataHash } from './canonical.js';
import { Sha256 } from './sha256.js';
import { syntheticBars } from './synthetic.js';

describe('Sha256', () => {
  it('agrees with OpenSSL, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, cut) => {
        const at = Math.min(cut, bytes.length);
        const hex = new Sha256().update(bytes.subarray(0, at)).update(bytes.subarray(at)).hex();
        expect(hex).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
    );
  });
});

describe('canonical bytes', () => {
  const hex = (values: ArrayLike<number>) => new CanonicalHash().column(values).hex();

  it('are little-endian doubles led by their count', () => {
    const bytes = Buffer.alloc(24);
    bytes.writeDoubleLE(2, 0);
    bytes.writeDoubleLE(1.5, 8);
    bytes.writeDoubleLE(-2, 16);
    expect(hex([1.5, -2])).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('know one NaN and no negative zero', () => {
    const odd = new Float64Array(1);
    new Uint32Array(odd.buffer).set([123, 0xfff80001]);
    expect(hex(odd)).toBe(hex([NaN]));
    expect(hex([-0])).toBe(hex([0]));
    expect(hex([0])).not.toBe(hex([NaN]));
  });

  it('are the same of a typed column as of a list, by whichever SHA-256', () => {
    const odd = new Float64Array(2);
    new Uint32Array(odd.buffer).set([123, 0xfff80001, 7, 0x7ff00001]);
    const value = fc.oneof(fc.double(), fc.constantFrom(-0, 0, NaN, odd[0], odd[1]));
    const openssl = () => {
      const hash = createHash('sha256');
      return { update: (bytes: Uint8Array) => hash.update(bytes), hex: () => hash.digest('hex') };
    };
    fc.assert(
      fc.property(fc.array(value), fc.nat(20_000), (values, length) => {
        const list = Array.from({ length }, (_, i) => values[i % Math.max(1, values.length)] ?? 0);
        const typed = Float64Array.from(list);
        expect(hex(typed)).toBe(hex(list));
        expect(new CanonicalHash(openssl()).column(typed).hex()).toBe(hex(list));
      }),
      { numRuns: 30 },
    );
  });

  it('tell columns and texts apart by their lengths', () => {
    const pair = (a: number[], b: number[]) => new CanonicalHash().column(a).column(b).hex();
    expect(pair([1], [2, 3])).not.toBe(pair([1, 2], [3]));
    const text = (value: string | null) => new CanonicalHash().text(value).hex();
    expect(text(null)).not.toBe(text(''));
  });

  it('of bars change with any value of any column', () => {
    const before = dataHash(syntheticBars(3000, '1m', 1));
    expect(dataHash(syntheticBars(3000, '1m', 1))).toBe(before);
    for (const column of ['time', 'open', 'high', 'low', 'close', 'volume'] as const) {
      const bars = syntheticBars(3000, '1m', 1);
      bars[column][2999] += 1;
      expect(dataHash(bars)).not.toBe(before);
    }
  });
});
