import type { Context, Strategy } from '../../src/index.js';
import { defineStrategy } from '../../src/index.js';
import { windowMean } from './columns.js';

/** A strategy with an average that is declared only so that the first bars are skipped. */
export function withWarmUp(name: string, n: number, next: (ctx: Context) => void): Strategy {
  return defineStrategy({
    name,
    init: ({ bars, indicator }) => ({ unused: indicator.custom(windowMean, [bars.close], n) }),
    next: (_state, ctx) => next(ctx),
  });
}
