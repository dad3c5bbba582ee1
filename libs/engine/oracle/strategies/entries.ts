import type { Order, Series, Strategy } from '../../src/index.js';
import { defineStrategy } from '../../src/index.js';
import { highestBefore, lowestBefore } from './columns.js';
import { number, type OracleParams, sizeOf } from './params.js';
import { withWarmUp } from './warm-up.js';

/** Breaks of the channel of the n bars before, with a stop and a target. */
export function donchian(params: OracleParams): Strategy {
  const size = sizeOf(params);
  const sl = number(params, 'sl', 0.95);
  const tp = number(params, 'tp', 1.1);
  return defineStrategy({
    name: 'Donchian',
    init: channel(number(params, 'n', 20)),
    next({ high, low }, { bars, buy, sell, trades, orders }) {
      if (trades.length > 0 || orders.length > 0) return;
      const close = bars.close.now;
      if (close > high.now) buy({ ...size, sl: close * sl, tp: close * tp, tag: 'L' });
      else if (close < low.now) {
        sell({ ...size, sl: close * (2 - sl), tp: close * (2 - tp), tag: 'S' });
      }
    },
  });
}

/** A limit away from the close when flat, given up after `life` bars, with or without a bracket. */
export function limitEntry(params: OracleParams): Strategy {
  const off = number(params, 'off', 0.98);
  const life = number(params, 'life', 5);
  const { sl, tp } = params;
  const size = sizeOf(params);
  const short = params.short === true;
  let placed = 0;
  const bracket = (limit: number) => ({
    ...(typeof sl === 'number' ? { sl: limit * (short ? 2 - sl : sl) } : {}),
    ...(typeof tp === 'number' ? { tp: limit * (short ? 2 - tp : tp) } : {}),
  });
  return withWarmUp('LimitEntry', 10, ({ index, bars, buy, sell, trades, orders }) => {
    if (trades.length > 0) {
      if (typeof sl !== 'number') {
        for (const trade of trades) if (index - trade.entryBar >= 10) trade.close();
      }
    } else if (orders.length > 0) {
      if (index - placed >= life) orders[0].cancel();
    } else {
      placed = index;
      const limit = bars.close.now * (short ? 2 - off : off);
      const options = { ...size, limit, ...bracket(limit) };
      if (short) sell(options);
      else buy(options);
    }
  });
}

/** Stops, or stop-limits, beyond the channel on both sides; the trade is closed after `hold` bars. */
export function stopEntry(params: OracleParams): Strategy {
  const size = sizeOf(params);
  const { lim } = params;
  const hold = number(params, 'hold', 15);
  const limitOf = (stop: number, up: boolean) =>
    typeof lim === 'number' ? { limit: stop * (up ? lim : 2 - lim) } : {};
  return defineStrategy({
    name: 'StopEntry',
    init: (ctx) => ({ ...channel(number(params, 'n', 20))(ctx), placed: 0 }),
    next(state, { index, bars, buy, sell, trades, orders }) {
      if (trades.length > 0) {
        cancelAll(orders);
        for (const trade of trades) if (index - trade.entryBar >= hold) trade.close();
        return;
      }
      if (orders.length > 0) {
        if (index - state.placed < 5) return;
        cancelAll(orders);
      }
      state.placed = index;
      const close = bars.close.now;
      const up = Math.max(state.high.now, close) * 1.001;
      const down = Math.min(state.low.now, close) * 0.999;
      buy({ ...size, stop: up, ...limitOf(up, true), tag: 'up' });
      sell({ ...size, stop: down, ...limitOf(down, false), tag: 'dn' });
    },
  });
}

/** Brackets so near that they are hit in the bar of the entry. */
export function sameBar(): Strategy {
  return withWarmUp('SameBar', 5, ({ index, bars, buy, sell, trades, orders }) => {
    if (trades.length > 0 || orders.length > 0) return;
    const close = bars.close.now;
    if (index % 3 === 0) buy({ size: 0.3, sl: close * 0.985, tp: close * 1.015 });
    else if (index % 3 === 1) sell({ size: 0.3, sl: close * 1.015, tp: close * 0.985 });
  });
}

function channel(n: number) {
  return (ctx: Parameters<NonNullable<Strategy['init']>>[0]): { high: Series; low: Series } => ({
    high: ctx.indicator.custom(highestBefore, [ctx.bars.high], n),
    low: ctx.indicator.custom(lowestBefore, [ctx.bars.low], n),
  });
}

function cancelAll(orders: readonly Order[]): void {
  for (const order of orders) order.cancel();
}
