/** Holds funding rates as columns of one length, oldest first: stamps (epoch ms) and fractions. */
export interface RateColumns {
  readonly time: Float64Array;
  readonly rate: Float64Array;
}

/** Makes columns of `length` rates, all zero, on one shared buffer. */
export function sharedRates(length: number): RateColumns {
  const buffer = new SharedArrayBuffer(length * 16);
  return {
    time: new Float64Array(buffer, 0, length),
    rate: new Float64Array(buffer, length * 8, length),
  };
}
