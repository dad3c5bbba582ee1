import type { Context, Order, Series, Strategy } from '../src/index.js';
import { defineStrategy } from '../src/index.js';
import {
  highestBefore,
  lowestBefore,
  rollingMean,
  simpleAtr,
  wilderAtr,
  wilderRsi,
  windowMean,
} from './columns.js';

/** The parameters of an oracle's strategy; null is not given. */
export type OracleParams = Record<string, number | boolean | null>;

/** The strategy of an oracle by its name and parameters, or null when it is none of those known. */
export function oracleStrategy(name: string, params: OracleParams): Strategy | null {
  return Object.hasOwn(STRATEGIES, name) ? STRATEGIES[name](params) : null;
}

const STRATEGIES: Record<string, (params: OracleParams) => Strategy> = {
  SmaReadme: () =>
    crossing(
      'SmaReadme',
      10,
      20,
      (up, { buy, sell }) => {
        if (up) buy();
        else sell();
      },
      rollingMean,
    ),
  SmaFlip: (params) => {
    const size = sizeOf(params);
    return crossing('SmaFlip', number(params, 'f', 10), number(params, 's', 30), (up, ctx) => {
      ctx.position.close();
      if (up) ctx.buy(size);
      else ctx.sell(size);
    });
  },
  SmaNoClose: (params) => {
    const size = sizeOf(params);
    return crossing('SmaNoClose', number(params, 'f', 10), number(params, 's', 30), (up, ctx) => {
      if (up) ctx.buy(size);
      else ctx.sell(size);
    });
  },
  RsiLong: rsiLong,
  Donchian: donchian,
  LimitEntry: limitEntry,
  StopEntry: stopEntry,
  Trail: trail,
  LibTrail: libTrail,
  Partial: partial,
  Hedge: hedge,
  ExclFrac: exclusiveFraction,
  SameBar: sameBar,
  Never: () => withWarmUp('Never', 10, () => undefined),
  TooBig: tooBig,
};

function number(params: OracleParams, name: string, fallback: number): number {
  const value = params[name];
  return typeof value === 'number' ? value : fallback;
}

function sizeOf(params: OracleParams): { size?: number } {
  return typeof params.size === 'number' ? { size: params.size } : {};
}

function crossing(
  name: string,
  fast: number,
  slow: number,
  act: (up: boolean, ctx: Context) => void,
  average = windowMean,
): Strategy {
  return defineStrategy({
    name,
    init: ({ bars, indicator }) => ({
      fast: indicator.custom(average, [bars.close], fast),
      slow: indicator.custom(average, [bars.close], slow),
    }),
    next(state, ctx) {
      if (ctx.crossover(state.fast, state.slow)) act(true, ctx);
      else if (ctx.crossover(state.slow, state.fast)) act(false, ctx);
    },
  });
}

// An average that is declared only so that the first bars are skipped.
function withWarmUp(name: string, n: number, next: (ctx: Context) => void): Strategy {
  return defineStrategy({
    name,
    init: ({ bars, indicator }) => ({ unused: indicator.custom(windowMean, [bars.close], n) }),
    next: (_state, ctx) => next(ctx),
  });
}

function rsiLong(params: OracleParams): Strategy {
  const size = sizeOf(params);
  return defineStrategy({
    name: 'RsiLong',
    init: ({ bars, indicator }) => ({
      rsi: indicator.custom(wilderRsi, [bars.close], number(params, 'n', 14)),
    }),
    next({ rsi }, { buy, position }) {
      if (position.size === 0) {
        if (rsi.now < number(params, 'lo', 30)) buy(size);
      } else if (rsi.now > number(params, 'hi', 55)) {
        position.close();
      }
    },
  });
}

function channel(n: number) {
  return (ctx: Parameters<NonNullable<Strategy['init']>>[0]): { high: Series; low: Series } => ({
    high: ctx.indicator.custom(highestBefore, [ctx.bars.high], n),
    low: ctx.indicator.custom(lowestBefore, [ctx.bars.low], n),
  });
}

function donchian(params: OracleParams): Strategy {
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

function limitEntry(params: OracleParams): Strategy {
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

function stopEntry(params: OracleParams): Strategy {
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

function cancelAll(orders: readonly Order[]): void {
  for (const order of orders) order.cancel();
}

function trail(params: OracleParams): Strategy {
  const size = sizeOf(params);
  const k = number(params, 'k', 3);
  return defineStrategy({
    name: 'Trail',
    init: ({ bars, indicator }) => ({
      fast: indicator.custom(windowMean, [bars.close], 10),
      slow: indicator.custom(windowMean, [bars.close], 30),
      atr: indicator.custom(wilderAtr, [bars.high, bars.low, bars.close], 14),
    }),
    next({ fast, slow, atr }, { bars, buy, sell, position, trades, crossover }) {
      const close = bars.close.now;
      const distance = k * atr.now;
      if (crossover(fast, slow)) {
        position.close();
        buy({ ...size, sl: close - distance });
      } else if (crossover(slow, fast)) {
        position.close();
        sell({ ...size, sl: close + distance });
      } else {
        for (const trade of trades) {
          trade.sl =
            trade.size > 0
              ? Math.max(trade.sl ?? -Infinity, close - distance)
              : Math.min(trade.sl ?? Infinity, close + distance);
        }
      }
    },
  });
}

function libTrail(): Strategy {
  return defineStrategy({
    name: 'LibTrail',
    init: ({ bars, indicator }) => ({
      fast: indicator.custom(windowMean, [bars.close], 10),
      slow: indicator.custom(windowMean, [bars.close], 30),
      atr: indicator.custom(simpleAtr, [bars.high, bars.low, bars.close], 100),
    }),
    next({ fast, slow, atr }, { bars, buy, trades, position, crossover }) {
      const close = bars.close.now;
      for (const trade of trades) {
        trade.sl =
          trade.size > 0
            ? Math.max(trade.sl ?? -Infinity, close - atr.now * 4)
            : Math.min(trade.sl ?? Infinity, close + atr.now * 4);
      }
      if (position.size === 0 && crossover(fast, slow)) buy();
    },
  });
}

function partial(): Strategy {
  return defineStrategy({
    name: 'Partial',
    init: ({ bars, indicator }) => ({
      fast: indicator.custom(windowMean, [bars.close], 5),
      slow: indicator.custom(windowMean, [bars.close], 20),
    }),
    next({ fast, slow }, { index, bars, buy, position, trades, crossover }) {
      if (crossover(fast, slow)) buy({ size: 0.6, sl: bars.close.now * 0.9 });
      else if (crossover(slow, fast) && position.size !== 0) position.close(0.5);
      else if (position.size !== 0 && index % 50 === 0) trades[0].close(0.3);
    },
  });
}

function hedge(params: OracleParams): Strategy {
  const hold = number(params, 'hold', 20);
  const size = number(params, 'size', 20);
  return withWarmUp('Hedge', 30, ({ index, buy, sell, trades }) => {
    for (const trade of trades) if (index - trade.entryBar >= hold) trade.close();
    if (index % 15 === 0) buy({ size, tag: 'L' });
    if (index % 20 === 0) sell({ size, tag: 'S' });
  });
}

function exclusiveFraction(params: OracleParams): Strategy {
  const size = number(params, 'size', 0.5);
  return defineStrategy({
    name: 'ExclFrac',
    init: ({ bars, indicator }) => ({ rsi: indicator.custom(wilderRsi, [bars.close], 5) }),
    next({ rsi }, { buy, sell }) {
      if (rsi.now < 25) buy({ size });
      else if (rsi.now > 75) sell({ size });
    },
  });
}

function sameBar(): Strategy {
  return withWarmUp('SameBar', 5, ({ index, bars, buy, sell, trades, orders }) => {
    if (trades.length > 0 || orders.length > 0) return;
    const close = bars.close.now;
    if (index % 3 === 0) buy({ size: 0.3, sl: close * 0.985, tp: close * 1.015 });
    else if (index % 3 === 1) sell({ size: 0.3, sl: close * 1.015, tp: close * 0.985 });
  });
}

function tooBig(): Strategy {
  return withWarmUp('TooBig', 5, ({ index, buy, position }) => {
    if (index % 40 === 0) buy({ size: 60 });
    else if (index % 40 === 30 && position.size !== 0) position.close();
  });
}
