import type { Context, OrderOptions } from '../src/context.js';
import { defineStrategy, type Strategy } from '../src/strategy.js';
import type { Action, BacktestOracle } from './format.js';
import { Difference } from './tolerance.js';

/** A strategy that does at each bar what an oracle says was done there; `left` is the first action that was not reached, or null. */
export type Replay = { readonly strategy: Strategy; readonly left: () => string | null };

/** Makes the replay of an oracle's actions, which starts at the oracle's first bar. */
export function replayOf({ name, actions, first_next_bar }: BacktestOracle): Replay {
  let next = 0;
  const strategy = defineStrategy({
    name: `replay of ${name}`,
    init: ({ bars, indicator }) => ({
      warmUp: indicator.custom(([source]) => source.fill(NaN, 0, first_next_bar - 1), [bars.close]),
    }),
    next(_state, ctx) {
      for (; next < actions.length && actions[next][0] === ctx.index; next++) {
        try {
          act(ctx, actions[next]);
        } catch (error) {
          const problem = error instanceof Error ? error.message : String(error);
          throw new Difference(`${nameOf(actions, next)} is not possible: ${problem}`);
        }
      }
    },
  });
  return { strategy, left: () => (next < actions.length ? nameOf(actions, next) : null) };
}

function nameOf(actions: readonly Action[], k: number): string {
  const [bar, call] = actions[k];
  return `actions[${k}] (${call} at bar ${bar})`;
}

function act(ctx: Context, [, call, args]: Action): void {
  if (call === 'buy') ctx.buy(entryOf(args));
  else if (call === 'sell') ctx.sell(entryOf(args));
  else if (call === 'position.close') ctx.position.close(args.portion);
  else if (call === 'trade.close') pick(ctx.trades, args.trade, 'open trade').close(args.portion);
  else if (call === 'trade.sl=') pick(ctx.trades, args.trade, 'open trade').sl = args.price ?? null;
  else if (call === 'trade.tp=') pick(ctx.trades, args.trade, 'open trade').tp = args.price ?? null;
  else pick(ctx.orders, args.order, 'order').cancel();
}

function pick<T>(list: readonly T[], at: number | undefined, noun: string): T {
  const found = list[at ?? -1];
  if (found === undefined) throw new Difference(`there is no ${noun} ${at}`);
  return found;
}

// An argument of null is one that was not given.
function entryOf(args: Action[2]): OrderOptions {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
}
