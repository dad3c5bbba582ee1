import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Bars, type BacktestResult, type TradeRow } from '../index.js';
import { finish, type Script, scripted } from '../fixtures/play.js';

// Kept beside the repository, not in it.
const shared = resolve(import.meta.dirname, '../../../../../shared/oracles');
const given = existsSync(shared);

type Fill = [bar: number, size: number, price: number, fee: number];
type Vectorbt = {
  final_value: number;
  stats: Record<string, number>;
  equity_bars: number[];
  equity: number[];
  trades: Record<string, number | string>[];
};
type Backtrader = {
  final_value: number;
  trades: number[][];
  fills: Fill[];
  analyzers: { SQN: { sqn: number } };
};

function readJson<T>(file: string): Record<string, T> {
  const path = resolve(shared, 'other_engines', file);
  return (JSON.parse(readFileSync(path, 'utf8')) as { runs: Record<string, T> }).runs;
}

function goog(): Bars {
  const lines = readFileSync(resolve(shared, 'data/GOOG.csv'), 'utf8').trim().split('\n').slice(1);
  const rows = lines.map((line) => line.split(','));
  const column = (k: number) => Float64Array.from(rows, (row) => Number(row[k]));
  return {
    time: Float64Array.from(rows, ([day]) => Date.parse(`${day}T00:00:00Z`)),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  };
}

// What the other program traded, placed on the bar before: the broker is compared, not the indicator.
function replay(): { trades: TradeRow[]; equity: number[]; result: BacktestResult } {
  const { fills } = readJson<Backtrader>('backtrader_goog_sma.json').A_fixed_unit_flip;
  const script: Record<number, Script[number]> = {};
  for (const [bar] of fills) {
    const size = fills.filter((fill) => fill[0] === bar).reduce((sum, fill) => sum + fill[1], 0);
    script[bar - 1] = ({ buy, sell }) => (size > 0 ? buy({ size }) : sell({ size: -size }));
  }
  const data = [{ symbol: 'GOOG', timeframe: '1d' as const, bars: goog() }];
  return finish(scripted(script), data, {
    initialCapital: 10_000_000,
    commission: 0.001,
    finalizeTrades: false,
  });
}

describe('the same trades in other engines', () => {
  if (!given) {
    it('are not compared here: there is no folder ../shared/oracles beside the repository', () => {
      expect(given).toBe(false);
    });
    return;
  }
  const { trades, equity, result } = replay();
  const closed = trades.filter((trade) => trade.exit_bar !== null);
  const { statistics } = result;

  it('are those of backtrader', () => {
    const peer = readJson<Backtrader>('backtrader_goog_sma.json').A_fixed_unit_flip;
    expect(closed).toHaveLength(peer.trades.length);
    closed.forEach((trade, k) => {
      const [entryBar, exitBar, price, , net, fees] = peer.trades[k];
      expect([trade.entry_bar, trade.exit_bar, trade.entry_price]).toEqual([
        entryBar,
        exitBar,
        price,
      ]);
      expect(trade.pnl).toBeCloseTo(net, 9);
      expect(trade.fees).toBeCloseTo(fees, 9);
    });
    expect(equity.at(-1)).toBeCloseTo(peer.final_value, 6);
    // It divides by the deviation of all trades, not of a sample of them.
    const population = Math.sqrt(closed.length / (closed.length - 1));
    expect((statistics.sqn ?? NaN) * population).toBeCloseTo(peer.analyzers.SQN.sqn, 8);
  });

  it('are those of vectorbt, with its equity and the figures that both define alike', () => {
    const peer = readJson<Vectorbt>('vectorbt_goog_sma.json').A_fixed_unit_next_open_flip;
    const theirs = peer.trades.filter((trade) => trade.Status === 'Closed');
    expect(closed).toHaveLength(theirs.length);
    closed.forEach((trade, k) => {
      expect(trade.entry_price).toBe(theirs[k]['Avg Entry Price']);
      expect(trade.exit_price).toBe(theirs[k]['Avg Exit Price']);
      expect(trade.pnl).toBeCloseTo(Number(theirs[k].PnL), 9);
      expect(trade.return).toBeCloseTo(Number(theirs[k].Return), 9);
    });
    peer.equity_bars.forEach((bar, k) => expect(equity[bar]).toBeCloseTo(peer.equity[k], 6));
    const { stats } = peer;
    expect(equity.at(-1)).toBeCloseTo(peer.final_value, 6);
    expect((statistics.total_return ?? NaN) * 100).toBeCloseTo(stats['Total Return [%]'], 10);
    expect((statistics.max_drawdown ?? NaN) * 100).toBeCloseTo(stats['Max Drawdown [%]'], 10);
    expect((statistics.win_rate ?? NaN) * 100).toBeCloseTo(stats['Win Rate [%]'], 10);
    expect((statistics.best_trade ?? NaN) * 100).toBeCloseTo(stats['Best Trade [%]'], 8);
    expect((statistics.worst_trade ?? NaN) * 100).toBeCloseTo(stats['Worst Trade [%]'], 8);
    expect(statistics.profit_factor).toBeCloseTo(stats['Profit Factor'], 8);
    expect(statistics.expectancy).toBeCloseTo(stats.Expectancy, 8);
    expect(statistics.fees_paid).toBeCloseTo(stats['Total Fees Paid'], 8);
  });
});
