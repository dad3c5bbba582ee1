import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runBacktest, type TradeRow, tradeRows } from '@app/engine';
import { builtIns } from '@app/strategy/builtin';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, upload } from '../support/bars.js';
import { type AskedRun, libraryInput } from '../support/library.js';
import { startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

const ASKED: AskedRun = {
  strategy: 'donchian-breakout',
  params: { entry: 20, exit: 10, stop: 1, short: true },
  symbols: ['WALK'],
  timeframe: '1h',
  start: '2024-01-10',
  end: '2024-03-10',
  options: {
    slippage: { type: 'fixed', value: 0.05 },
    spread: 0.001,
    leverage: 2,
    borrow_rate: 0.1,
  },
};

const ADDED = ['slippage', 'spread', 'funding', 'borrow', 'sl', 'tp', 'exit_reason'] as const;
const added = (trade: Record<string, unknown> | TradeRow) =>
  ADDED.map((name) => (trade as Record<string, unknown>)[name]);

describe('the trades of a run with stops and costs', () => {
  let app: TestApp;
  let trader: Session;
  let id: string;
  let expected: TradeRow[];

  beforeAll(async () => {
    app = await startApp();
    trader = await app.session('trader');
    const bars = randomWalk('WALK', 1800);
    await upload(trader, bars);
    const { strategy, params, symbols, timeframe, start, end, options } = ASKED;
    const range = { timeframe, start_date: start, end_date: end };
    id = await startRun(trader, {
      strategy_name: strategy,
      symbol: symbols[0],
      params,
      ...range,
      ...options,
    });
    await untilStatus(trader, id, ['COMPLETED']);
    const input = libraryInput(ASKED, new Map([['WALK', bars]]));
    const result = runBacktest({ strategy: builtIns.get(strategy)!, ...input });
    expected = result.stopped ? [] : [...tradeRows(result.trades)];
  });

  afterAll(() => app?.close());

  it('tell what each cost, its levels and why it ended, as in the library', async () => {
    const { items } = (await trader.get(`/backtest/${id}/trades?page_size=1000`)).body.data;
    expect(items.map(added)).toEqual(expected.map(added));
    const reasons = new Set(items.map((trade: TradeRow) => trade.exit_reason));
    expect(reasons).toContain('stop_loss');
    expect(reasons).toContain('close');
    const [stopped] = items.filter((trade: TradeRow) => trade.exit_reason === 'stop_loss');
    expect(stopped).toMatchObject({ funding: 0, tp: null });
    for (const name of ['slippage', 'spread', 'sl']) expect(stopped[name]).toBeGreaterThan(0);
    expect(items.some((trade: TradeRow) => trade.borrow > 0)).toBe(true);
  });

  it('tell the same as CSV, after the columns that were there before', async () => {
    const { text } = await trader.get(`/backtest/${id}/trades`).set('Accept', 'text/csv');
    const [head, first] = text.split('\r\n');
    expect(head).toBe(
      'symbol,size,entry_time,exit_time,entry_bar,exit_bar,entry_price,exit_price,pnl,return,fees,mae,mfe,tag,' +
        `ambiguous,${ADDED.join()}`,
    );
    const cells = added(expected[0]!).map((value) => String(value ?? ''));
    expect(first!.split(',').slice(-ADDED.length)).toEqual(cells);
  });
});
