import type { Session } from './session.js';

/** Is a bar on the wire. */
export interface WireBar {
  symbol: string;
  timeframe: string;
  open_time: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

/** Is where the made series start. */
export const START_MS = Date.UTC(2024, 0, 1);

const LENGTH_MS: Record<string, number> = { '1m': 60_000, '1h': 3_600_000, '1d': 86_400_000 };
const UPLOAD_SIZE = 10_000;

/** Makes a seeded random walk, the same for the same seed. */
export function randomWalk(
  symbol: string,
  count: number,
  timeframe: '1m' | '1h' | '1d' = '1h',
  seed = 7,
): WireBar[] {
  let state = seed >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const bars: WireBar[] = [];
  let price = 100;
  for (let i = 0; i < count; i++) {
    const open = price;
    price *= 1 + (uniform() - 0.5) * 0.02;
    bars.push({
      symbol,
      timeframe,
      open_time: START_MS + i * LENGTH_MS[timeframe]!,
      open,
      high: Math.max(open, price) * (1 + uniform() * 0.005),
      low: Math.min(open, price) * (1 - uniform() * 0.005),
      close: price,
      volume: Math.floor(uniform() * 1000),
    });
  }
  return bars;
}

/** Uploads bars in batches and throws unless every bar was taken. */
export async function upload(session: Session, bars: WireBar[]): Promise<void> {
  for (let i = 0; i < bars.length; i += UPLOAD_SIZE) {
    const batch = bars.slice(i, i + UPLOAD_SIZE);
    const { status, body } = await session.post('/kline/upload', batch);
    if (status !== 200 || body.data.rejected.length > 0) {
      throw new Error(`POST kline/upload: ${JSON.stringify(body).slice(0, 500)}`);
    }
  }
}
