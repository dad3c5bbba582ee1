import type { Context, Strategy } from '../../src/index.js';
import { defineStrategy } from '../../src/index.js';
import { rollingMean, simpleAtr, wilderAtr, windowMean } from './columns.js';
import { number, type OracleParams, sizeOf } from './params.js';

/** Averages of 10 and 20 closes, reversed at each crossing. */
export function smaReadme(): Strategy {
  return crossing('SmaReadme', 10, 20, rollingMean, (up, { buy, sell }) => {
    if (up) buy();
    else sell();
  });
}

/** Two averages: at each crossing the position is closed and the other side entered. */
export function smaFlip(params: OracleParams): Strategy {
  const size = sizeOf(params);
  return flipping('SmaFlip', params, (up, ctx) => {
    ctx.position.close();
    if (up) ctx.buy(size);
    else ctx.sell(size);
  });
}

/** Two averages: an entry at each crossing, which nets what is open. */
export function smaNoClose(params: OracleParams): Strategy {
  const size = sizeOf(params);
  return flipping('SmaNoClose', params, (up, ctx) => {
    if (up) ctx.buy(size);
    else ctx.sell(size);
  });
}

/** Two averages with a stop k true ranges away, which moves on every other bar that brings it nearer. */
export function trail(params: OracleParams): Strategy {
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
          const long = trade.size > 0;
          const level = long ? close - distance : close + distance;
          const before = trade.sl ?? (long ? -Infinity : Infinity);
          if (long ? level > before : level < before) trade.sl = level;
        }
      }
    },
  });
}

/** The library's trailing stop, four mean true ranges away, set anew on every bar; entries at crossings up. */
export function libTrail(): Strategy {
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

/** Two averages with a stop; half is closed at crossings down, three tenths of the first trade every fifty bars. */
export function partial(): Strategy {
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

type Act = (up: boolean, ctx: Context) => void;

function flipping(name: string, params: OracleParams, act: Act): Strategy {
  return crossing(name, number(params, 'f', 10), number(params, 's', 30), windowMean, act);
}

function crossing(
  name: string,
  fast: number,
  slow: number,
  average: typeof windowMean,
  act: Act,
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
