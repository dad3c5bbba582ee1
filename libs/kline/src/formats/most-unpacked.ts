const MIB = 1024 * 1024;
// Market data packs to a thirtieth at best. Short files of one repeated row may do better; long ones hold up whoever reads them.
const MOST_RATIO = 100;
const MOST_RATIO_OF_SHORT = 1000;
const SHORT = 64 * MIB;

/** Tells how many bytes so many packed ones may unpack to: a hundredfold, of what stays below 64 MiB a thousandfold, 1 MiB in any case, and never more than `mostBytes`. */
export function mostUnpacked(packedBytes: number, mostBytes: number): number {
  const short = Math.min(SHORT, Math.max(MIB, packedBytes * MOST_RATIO_OF_SHORT));
  return Math.min(mostBytes, Math.max(short, packedBytes * MOST_RATIO));
}
