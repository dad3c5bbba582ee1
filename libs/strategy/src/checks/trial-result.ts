import type { BacktestOutcome } from '@app/engine';
import type { Trial, TriedIndicator } from './check-report.js';

const MOST_LINES = 100;
const MOST_INDICATORS = 200;
const LONGEST_LINE = 1000;

/** Tells what came of a run of a trial. */
export function trialOf(
  outcome: BacktestOutcome,
  about: Pick<Trial, 'bars' | 'symbols' | 'warmUp'>,
): Trial {
  if (outcome.stopped) return { ...about, ...NOTHING };
  const { charts, orders, trades, logs } = outcome;
  const indicators = charts
    .slice(0, MOST_INDICATORS)
    .map(({ name, output, symbol, timeframe }): TriedIndicator => ({
      name: cut(name),
      output,
      symbol,
      timeframe,
    }));
  return {
    ...about,
    indicators,
    orders: orders.rows,
    trades: trades.rows,
    logs: logs.slice(0, MOST_LINES).map(({ bar, message }) => ({ bar, message: cut(message) })),
    logCount: logs.length,
  };
}

const NOTHING = { indicators: [], orders: 0, trades: 0, logs: [], logCount: 0 };

function cut(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}
