type ParamSet = Readonly<Record<string, unknown>>;

// At 15 to 100 ns a bar a slice takes 10 ms at least, beside which handing it out costs nothing, and a second at
// most, so that progress is seen; the upper bound also limits the indicators that a thread holds at once.
const FEWEST_BARS = 250_000;
const MOST_BARS = 10_000_000;
// Threads that are done wait for the last slice only.
const SLICES_PER_THREAD = 8;

/** Cuts a sweep over `bars` bars into slices, lists of indexes into its sets, for so many threads; sets that have params in common lie together, because they share indicators. */
export function cutSlices(sets: readonly ParamSet[], bars: number, threads: number): number[][] {
  const names = [...new Set(sets.flatMap((set) => Object.keys(set)))];
  const size = sliceSize(sets.length, bars, threads);
  const slices: number[][] = [];
  const uncut = sets.length > 0 ? [[...sets.keys()]] : [];
  for (let group = uncut.pop(); group; group = uncut.pop()) {
    if (group.length <= size) slices.push(group);
    else uncut.push(...halves(group, sets, names).toReversed());
  }
  return slices;
}

function sliceSize(sets: number, bars: number, threads: number): number {
  const even = Math.ceil(sets / (threads * SLICES_PER_THREAD));
  const most = Math.max(1, Math.floor(MOST_BARS / Math.max(bars, 1)));
  return Math.min(most, Math.max(even, Math.ceil(FEWEST_BARS / Math.max(bars, 1))));
}

// Halving by the param of most values keeps blocks of a grid near square, and a square block has the fewest
// different values for its size.
function halves(group: number[], sets: readonly ParamSet[], names: string[]): [number[], number[]] {
  const alike = widest(group, sets, names);
  const middle = group.length / 2;
  if (alike.length < 2) return [group.slice(0, middle), group.slice(middle)];
  const [first, rest]: [number[], number[]] = [[], []];
  for (const same of alike) {
    const half = first.length + same.length / 2 <= middle ? first : rest;
    for (const k of same) half.push(k);
  }
  return [first, rest];
}

// The group by the values of the param that has most of them.
function widest(group: number[], sets: readonly ParamSet[], names: string[]): number[][] {
  let most: number[][] = [];
  for (const name of names) {
    const byValue = Map.groupBy(group, (k) => sets[k]?.[name]);
    if (byValue.size > most.length) most = [...byValue.values()];
  }
  return most;
}
