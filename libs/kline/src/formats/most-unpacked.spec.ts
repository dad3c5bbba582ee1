import { describe, expect, it } from '@jest/globals';
import { mostUnpacked } from './most-unpacked.js';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

describe('what a packed file may unpack to', () => {
  it.each([
    ['1 MiB, however little is packed', 20, MIB],
    ['a thousandfold where that is short', 10_000, 10_000_000],
    ['64 MiB where a thousandfold is long', 500_000, 64 * MIB],
    ['a hundredfold where that is longer', 3_200_000, 320_000_000],
    ['what is allowed at most', 100 * MIB, 4 * GIB],
  ])('is %s', (_, packed, most) => {
    expect(mostUnpacked(packed, 4 * GIB)).toBe(most);
  });
});
