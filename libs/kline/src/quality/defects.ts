import type { Bars } from '@app/engine';

/** Counts bars that are wrong, or empty, by themselves. */
export interface BarDefects {
  /** Prices that are not above 0, a high that is not the highest, or a low that is not the lowest. */
  violations: number;
  zeroVolume: number;
}

/** Counts the rows that break the rules of prices, which nothing stores, and those without volume. */
export function countDefects({ open, high, low, close, volume }: Bars): BarDefects {
  let violations = 0;
  let zeroVolume = 0;
  for (let i = 0; i < close.length; i++) {
    const [top, bottom] = [high[i], low[i]];
    // Written so that NaN breaks it as well.
    const isSound =
      bottom > 0 &&
      top < Infinity &&
      open[i] <= top &&
      close[i] <= top &&
      open[i] >= bottom &&
      close[i] >= bottom;
    if (!isSound) violations++;
    if (volume[i] === 0) zeroVolume++;
  }
  return { violations, zeroVolume };
}
