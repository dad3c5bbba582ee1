import { START_MS } from './bars.js';
import type { Session } from './session.js';
import { untilState } from './until.js';

const FINAL = ['COMPLETED', 'FAILED', 'STOPPED'];

/** Builds a run request over the made bars. */
export function runBody(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    strategy_name: 'sma-cross',
    symbol: 'WALK',
    timeframe: '1h',
    start_date: START_MS,
    end_date: START_MS + 400 * 86_400_000,
    ...changes,
  };
}

/** Starts a run and returns its id. */
export async function startRun(
  session: Session,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const { status, body } = await session.post('/backtest/run', runBody(changes));
  if (status !== 200) throw new Error(`POST backtest/run: ${JSON.stringify(body)}`);
  return body.data.backtest_id;
}

/** Waits until a run's status fits, by asking. */
export async function untilStatus(
  session: Session,
  id: string,
  wanted: string[] = FINAL,
  limitMs = 60_000,
): Promise<Record<string, any>> {
  const read = async () => (await session.get(`/backtest/${id}/status`)).body;
  const fits = ({ data }: Record<string, any>) => wanted.includes(data?.status);
  return (await untilState(read, fits, limitMs)).data;
}
