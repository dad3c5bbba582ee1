import type { Bars } from '../src/index.js';

/** The same bars on shared memory, as runs of the server have them. */
export function shared({ time, open, high, low, close, volume }: Bars): Bars {
  return {
    time: onShared(time),
    open: onShared(open),
    high: onShared(high),
    low: onShared(low),
    close: onShared(close),
    volume: onShared(volume),
  };
}

function onShared(column: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(column.byteLength));
  copy.set(column);
  return copy;
}
