import { type ZoneOffset, zoneOffsets } from '../zone-offsets.js';

const FORTNIGHT_MS = 14 * 86_400_000;
const MOST_YEARS = 200;
const MOST_KEPT = 10_000;

const kept = new Map<string, ZoneOffset[]>();

/** Lists the offsets of a zone like `zoneOffsets`, each year looked up once for all series; null for UTC and for more than 200 years, whose clocks nobody knows. */
export function offsetsOver(zone: string, fromMs: number, toMs: number): ZoneOffset[] | null {
  const first = new Date(fromMs).getUTCFullYear();
  const last = new Date(toMs).getUTCFullYear();
  if (zone === 'UTC' || last - first > MOST_YEARS) return null;
  const offsets: ZoneOffset[] = [];
  for (let year = first; year <= last; year++) {
    for (const offset of offsetsOfYear(zone, year)) {
      if (offsets.at(-1)?.minutes !== offset.minutes) offsets.push(offset);
    }
  }
  return offsets;
}

function offsetsOfYear(zone: string, year: number): ZoneOffset[] {
  const name = `${zone} ${year}`;
  const known = kept.get(name);
  if (known) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const [from, to] = [year, year + 1].map((each) => new Date(0).setUTCFullYear(each));
  const offsets = zoneOffsets(zone, from, to, FORTNIGHT_MS) ?? [];
  kept.set(name, offsets);
  return offsets;
}
