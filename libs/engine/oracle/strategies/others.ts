import type { Strategy } from '../../src/index.js';
import { defineStrategy } from '../../src/index.js';
import { wilderRsi } from './columns.js';
import { number, type OracleParams, sizeOf } from './params.js';
import { withWarmUp } from './warm-up.js';

/** Long below one level of the relative strength, flat above another. */
export function rsiLong(params: OracleParams): Strategy {
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

/** An entry on every bar of extreme relative strength, for exclusive orders. */
export function exclusiveFraction(params: OracleParams): Strategy {
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

/** Entries of both sides by the bar's number, each closed after `hold` bars. */
export function hedge(params: OracleParams): Strategy {
  const hold = number(params, 'hold', 20);
  const size = number(params, 'size', 20);
  return withWarmUp('Hedge', 30, ({ index, buy, sell, trades }) => {
    for (const trade of trades) if (index - trade.entryBar >= hold) trade.close();
    if (index % 15 === 0) buy({ size, tag: 'L' });
    if (index % 20 === 0) sell({ size, tag: 'S' });
  });
}

/** Sixty units every forty bars, which the account cannot always pay. */
export function tooBig(): Strategy {
  return withWarmUp('TooBig', 5, ({ index, buy, position }) => {
    if (index % 40 === 0) buy({ size: 60 });
    else if (index % 40 === 30 && position.size !== 0) position.close();
  });
}

/** Nothing, ever. */
export function never(): Strategy {
  return withWarmUp('Never', 10, () => undefined);
}
