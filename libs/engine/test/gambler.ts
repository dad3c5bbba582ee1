import { type Context, defineStrategy, type OrderOptions, type Strategy } from '../src/index.js';

/** A strategy that draws what to do from the seeded stream of its symbol: orders of every kind and life, of whole units or of sizes worked out from money. */
export function gambler(units: boolean): Strategy {
  return defineStrategy({
    name: 'gambler',
    next(_state, ctx) {
      if (ctx.random() < 0.25) enter(ctx, units);
      if (ctx.random() < 0.12) change(ctx);
    },
  });
}

// Entries, each of which needs a price on its own side of the close.
function enter(ctx: Context, units: boolean): void {
  const { random, bars } = ctx;
  const side = random() < 0.5 ? 1 : -1;
  const act = side > 0 ? ctx.buy : ctx.sell;
  const at = (fraction: number) => bars.close.now * (1 + side * fraction);
  const size = units ? { size: Math.floor(1 + 5 * random()) } : money(ctx, side);
  const bracket = { sl: at(-0.02), tp: at(0.03) };
  const kinds: OrderOptions[] = [
    size,
    { ...size, ...bracket },
    { ...size, trail_fraction: 0.02, exitAfter: 20 },
    { ...size, on: 'close', exitAfter: 7 },
    { ...size, limit: at(-0.01), tag: 'plain' },
    { ...size, limit: at(-0.005), postOnly: true, ...bracket },
    { ...size, limit: at(0.002), tif: 'IOC' },
    { ...size, limit: at(-0.002), tif: 'FOK' },
    { ...size, stop: at(0.01), expires: { bars: 5 }, trail: 1.5 },
    { ...size, stop: at(0.008), limit: at(0.012), tif: 'DAY' },
    { ...size, stop: at(0.01), reduceOnly: true },
  ];
  const k = Math.floor(random() * (kinds.length + 1));
  if (k < kinds.length) act(kinds[k]);
  else {
    const oco = `pair ${ctx.index}`;
    act({ ...size, limit: at(-0.01), oco });
    act({ ...size, stop: at(0.01), oco, ...bracket, sl: at(-0.015) });
  }
}

function money({ random }: Context, side: number): OrderOptions {
  const part = 0.01 + 0.2 * random();
  const kinds = [{ fraction: part }, { cash: part * 5000 }, { target_fraction: part * side }];
  return kinds[Math.floor(random() * kinds.length)];
}

// What is done to positions, trades and orders that are there.
function change({ random, position, trades, orders, bars }: Context): void {
  const draw = random();
  const [trade] = trades;
  const order = orders.at(-1);
  if (draw < 0.3) position.close(random() < 0.5 ? 0.5 : 1);
  else if (draw < 0.4) trade?.close(0.3);
  else if (draw < 0.6 && trade) {
    const side = trade.size > 0 ? 1 : -1;
    trade.sl = bars.close.now * (1 - side * 0.015);
    if (random() < 0.5) trade.tp = random() < 0.5 ? null : bars.close.now * (1 + side * 0.02);
  } else if (draw < 0.8) order?.cancel();
  else if (order?.tag === 'plain') order.modify({ limit: (order.limit ?? 1) * 1.001 });
}
