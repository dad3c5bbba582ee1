/** The mean of the last `n` values, summed in index order. */
export function windowMean([source]: Float64Array[], n: number): Float64Array {
  return windowed(source.length, n - 1, (i) => {
    let sum = 0;
    for (let j = i - n + 1; j <= i; j++) sum += source[j];
    return sum / n;
  });
}

/** The mean of the last `n` values as pandas rolls it: values are added to and taken from one sum, each side with its own Kahan compensation. */
export function rollingMean([source]: Float64Array[], n: number): Float64Array {
  let sum = 0;
  let added = 0;
  let taken = 0;
  const out = new Float64Array(source.length).fill(NaN);
  for (let i = 0; i < source.length; i++) {
    if (i >= n) {
      const y = -source[i - n] - taken;
      const t = sum + y;
      taken = t - sum - y;
      sum = t;
    }
    const y = source[i] - added;
    const t = sum + y;
    added = t - sum - y;
    sum = t;
    if (i >= n - 1) out[i] = sum / n;
  }
  return out;
}

/** The highest of the `n` values before this bar's. */
export function highestBefore([source]: Float64Array[], n: number): Float64Array {
  return windowed(source.length, n, (i) => {
    let best = -Infinity;
    for (let j = i - n; j < i; j++) best = Math.max(best, source[j]);
    return best;
  });
}

/** The lowest of the `n` values before this bar's. */
export function lowestBefore([source]: Float64Array[], n: number): Float64Array {
  return windowed(source.length, n, (i) => {
    let best = Infinity;
    for (let j = i - n; j < i; j++) best = Math.min(best, source[j]);
    return best;
  });
}

/** Wilder's relative strength index as 100·g/(g+l), first at bar `n` from plain means. */
export function wilderRsi([source]: Float64Array[], n: number): Float64Array {
  const out = new Float64Array(source.length).fill(NaN);
  let gain = 0;
  let loss = 0;
  for (let i = 1; i < source.length; i++) {
    const change = source[i] - source[i - 1];
    const up = change > 0 ? change : 0;
    const down = change < 0 ? -change : 0;
    if (i <= n) {
      gain += up;
      loss += down;
      if (i < n) continue;
      gain /= n;
      loss /= n;
    } else {
      gain = (gain * (n - 1) + up) / n;
      loss = (loss * (n - 1) + down) / n;
    }
    out[i] = (100 * gain) / (gain + loss);
  }
  return out;
}

/** Wilder's average true range of high, low and close, first at bar `n` as the mean of the ranges 1 to n. */
export function wilderAtr([high, low, close]: Float64Array[], n: number): Float64Array {
  const out = new Float64Array(close.length).fill(NaN);
  let average = 0;
  for (let i = 1; i < close.length; i++) {
    const range = trueRange(high, low, close, i);
    if (i <= n) {
      average += range;
      if (i < n) continue;
      average /= n;
    } else {
      average = (average * (n - 1) + range) / n;
    }
    out[i] = average;
  }
  return out;
}

/** The rolled mean of `n` true ranges from bar 1 on, filled back to bar 0. */
export function simpleAtr([high, low, close]: Float64Array[], n: number): Float64Array {
  const ranges = Float64Array.from({ length: close.length - 1 }, (_, i) =>
    trueRange(high, low, close, i + 1),
  );
  const means = rollingMean([ranges], n);
  const out = new Float64Array(close.length).fill(means[n - 1], 0, n);
  out.set(means.subarray(n - 1), n);
  return out;
}

function trueRange(high: Float64Array, low: Float64Array, close: Float64Array, i: number): number {
  const before = close[i - 1];
  return Math.max(high[i] - low[i], Math.abs(high[i] - before), Math.abs(low[i] - before));
}

function windowed(length: number, from: number, value: (i: number) => number): Float64Array {
  const out = new Float64Array(length).fill(NaN);
  for (let i = from; i < length; i++) out[i] = value(i);
  return out;
}
