import { defineStrategy, runBacktest, syntheticBars } from '@app/engine';

/** Gathers one of each kind of thing that the engine hands to a strategy, from a small run that reaches them all. */
export function thingsHandedOut(): unknown[] {
  const things: unknown[] = [];
  const probe = defineStrategy({
    name: 'probe',
    init(ctx) {
      const { bars, indicator, event } = ctx;
      const mean = indicator.sma(bars.close, 2);
      const scanned = indicator.scan([bars.close], {}, ([value]) => value);
      const custom = indicator.custom(([column]) => column, [bars.close]);
      const hourly = ctx.timeframe('4h');
      things.push(ctx, mean, scanned, custom, event.bar('4h'), event.cross(mean, 1), hourly);
      ctx.every('4h', (at) => void things.push(at));
      return {};
    },
    next(_state, ctx) {
      const { index, bars, buy, sell, position, orders, trades } = ctx;
      if (index === 1) things.push(buy({ size: 1, tp: bars.close.now * 1.5 }));
      if (index === 3) things.push(sell({ size: 1, limit: bars.close.now * 2 }));
      if (index === 5) things.push(position, ...orders, ...trades, orders, trades, ctx.of('X'));
      if (index === 6) things.push(position.close());
      if (index === 8) buy({ cash: 1e12 });
    },
    onFill: (_state, _ctx, order) => void things.push(order),
    onTrade: (_state, _ctx, trade) => void things.push(trade),
    onReject: (_state, _ctx, order) => void things.push(order),
  });
  const bars = syntheticBars(20, '1h', 1);
  runBacktest({ strategy: probe, data: [{ symbol: 'X', timeframe: '1h', bars }] });
  return things;
}
