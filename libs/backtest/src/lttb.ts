/**
 * Picks at most `points` indexes of a curve that keep its shape, first and last included, by Largest Triangle Three Buckets.
 * Source: S. Steinarsson, Downsampling Time Series for Visual Representation, 2013.
 */
export function lttb(x: Float64Array, y: Float64Array, points: number): number[] {
  const n = x.length;
  if (points >= n) return Array.from({ length: n }, (_, i) => i);
  if (points <= 2) return [0, n - 1].slice(0, points);
  const picked = [0];
  const width = (n - 2) / (points - 2);
  let from = 0;
  for (let bucket = 0; bucket < points - 2; bucket++) {
    const start = Math.floor(bucket * width) + 1;
    const end = Math.floor((bucket + 1) * width) + 1;
    const nextEnd = Math.min(Math.floor((bucket + 2) * width) + 1, n);
    from = largestTriangle(x, y, from, start, end, nextEnd);
    picked.push(from);
  }
  picked.push(n - 1);
  return picked;
}

/** Picks like {@link lttb} from a curve that has no values (NaN) at its start or in between: only points with values are picked. */
export function lttbWithGaps(x: Float64Array, y: Float64Array, points: number): number[] {
  let count = 0;
  const there = new Int32Array(y.length);
  for (let i = 0; i < y.length; i++) if (at(y, i) === at(y, i)) there[count++] = i;
  const [left, right] = [new Float64Array(count), new Float64Array(count)];
  for (let k = 0; k < count; k++) {
    left[k] = at(x, there[k] ?? 0);
    right[k] = at(y, there[k] ?? 0);
  }
  return lttb(left, right, points).map((i) => there[i] ?? 0);
}

function largestTriangle(
  x: Float64Array,
  y: Float64Array,
  from: number,
  start: number,
  end: number,
  nextEnd: number,
): number {
  let meanX = 0;
  let meanY = 0;
  for (let i = end; i < nextEnd; i++) {
    meanX += at(x, i);
    meanY += at(y, i);
  }
  meanX /= nextEnd - end;
  meanY /= nextEnd - end;
  const fromX = at(x, from);
  const fromY = at(y, from);
  let best = start;
  let bestArea = -1;
  for (let i = start; i < end; i++) {
    const area = Math.abs(
      (fromX - meanX) * (at(y, i) - fromY) - (fromX - at(x, i)) * (meanY - fromY),
    );
    if (area > bestArea) {
      bestArea = area;
      best = i;
    }
  }
  return best;
}

function at(column: Float64Array, i: number): number {
  return column[i] ?? Number.NaN;
}
