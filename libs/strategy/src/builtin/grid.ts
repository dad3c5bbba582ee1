import { type Context, defineStrategy, float, int } from '@barline/engine';

/**
 * Idea: A price that goes up and down in a range is bought lower and sold higher, again and again.
 *
 * Rules: Rests `levels` buy limits below the close of its first bar, each `step` of that close
 * below the one before and for an equal part of `fraction` of the equity. What fills is sold one
 * step higher, and its limit is placed again. A stop loss, if given, lies below the lowest level,
 * and with it all ends.
 *
 * Source: the spot grid bots of crypto exchanges.
 */
export default defineStrategy({
  name: 'grid',
  description:
    'Rests buy limits at even steps below the first close; what fills is sold one step higher, and its limit is placed again.',
  params: {
    levels: int(5, { min: 1, max: 50, description: 'Limits below the first close.' }),
    step: float(0.02, {
      min: 0.0005,
      max: 0.3,
      description: 'Distance of two levels as a fraction.',
    }),
    fraction: float(0.95, {
      min: 0.01,
      max: 1,
      description: 'Fraction of the first equity to put into all levels together.',
    }),
    stop: float(0, {
      min: 0,
      max: 0.9,
      description:
        'Stop loss as a fraction below the lowest level, after which it ends; 0 for none.',
    }),
  },
  constraint: ({ levels, step }) => levels * step < 1,
  init: () => ({ anchor: 0, cash: 0, stopped: false }),
  next(state, ctx) {
    if (state.anchor > 0) return;
    const { levels, fraction } = ctx.params;
    state.anchor = ctx.bars.close.now;
    state.cash = (ctx.equity * fraction) / levels / ctx.symbols.length;
    for (let level = 1; level <= levels; level++) rest(state, ctx, level);
  },
  onTrade(state, ctx, trade) {
    if (trade.pnl < 0 && trade.sl !== null) state.stopped = true;
    if (!state.stopped) rest(state, ctx, Number(trade.tag));
    else for (const order of ctx.orders) order.cancel();
  },
});

type Grid = { readonly anchor: number; readonly cash: number };
type GridContext = Context<{
  readonly levels: number;
  readonly step: number;
  readonly stop: number;
}>;

function rest({ anchor, cash }: Grid, { buy, params }: GridContext, level: number): void {
  const { levels, step, stop } = params;
  const limit = anchor * (1 - level * step);
  const bracket = {
    tp: limit + anchor * step,
    sl: stop > 0 ? anchor * (1 - levels * step) * (1 - stop) : undefined,
  };
  buy({ cash, limit, tag: level, ...bracket });
}
