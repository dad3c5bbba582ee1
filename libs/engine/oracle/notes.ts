import type { Context, Order, OrderOptions, Trade } from '../src/context.js';
import type { Strategy } from '../src/strategy.js';
import type { Action, ActionArgs } from './format.js';
import { close, same } from './tolerance.js';

/** A strategy that also writes down what it does, as an oracle would. */
export function noted(strategy: Strategy, actions: Action[]): Strategy {
  return { ...strategy, next: (state, ctx) => strategy.next(state, noting(ctx, actions)) };
}

/** Throws a Difference unless a strategy did what the oracle says: the same calls at the same bars, prices within the tolerance. */
export function compareActions(
  by: string,
  got: readonly Action[],
  want: readonly Action[],
  tolerance: number,
): void {
  got.slice(0, want.length).forEach(([bar, call, args], k) => {
    const [wantedBar, wantedCall, wantedArgs] = want[k];
    const what = `${by}actions[${k}]`;
    same(what, `${call} at bar ${bar}`, `${wantedCall} at bar ${wantedBar}`);
    const wanted: Record<string, unknown> = wantedArgs;
    for (const name of new Set([...Object.keys(args), ...Object.keys(wanted)])) {
      const value = args[name as keyof ActionArgs];
      const other = wanted[name];
      if (typeof value !== 'number' || typeof other !== 'number') {
        same(`${what}.${name}`, value, other);
      } else close(`${what}.${name}`, value, other, tolerance);
    }
  });
  same(`${by}the number of actions`, got.length, want.length);
}

function noting(ctx: Context, actions: Action[]): Context {
  const note = (call: string, args: ActionArgs) => void actions.push([ctx.index, call, args]);
  return over(ctx, {
    buy(options: OrderOptions = {}) {
      note('buy', options);
      return ctx.buy(options);
    },
    sell(options: OrderOptions = {}) {
      note('sell', options);
      return ctx.sell(options);
    },
    position: over(ctx.position, {
      close(portion = 1) {
        note('position.close', { portion });
        return ctx.position.close(portion);
      },
    }),
    get trades() {
      return ctx.trades.map((trade, k) => notingTrade(trade, k, note));
    },
    get orders() {
      return ctx.orders.map((order) => notingOrder(order, ctx, note));
    },
  });
}

type Note = (call: string, args: ActionArgs) => void;

function notingTrade(trade: Trade, k: number, note: Note): Trade {
  return over(trade, {
    close(portion = 1) {
      note('trade.close', { trade: k, portion });
      return trade.close(portion);
    },
    get sl() {
      return trade.sl;
    },
    set sl(price: number | null) {
      note('trade.sl=', { trade: k, price });
      trade.sl = price;
    },
  });
}

function notingOrder(order: Order, ctx: Context, note: Note): Order {
  return over(order, {
    cancel() {
      note('order.cancel', { order: ctx.orders.findIndex((each) => each.id === order.id) });
      order.cancel();
    },
  });
}

// The target with some of its members replaced; the others see the target itself, whose fields are private.
function over<T extends object>(target: T, own: Partial<T>): T {
  return new Proxy(target, {
    get: (_, name) => Reflect.get(Reflect.has(own, name) ? own : target, name),
    set: (_, name, value) => Reflect.set(Reflect.has(own, name) ? own : target, name, value),
  });
}
