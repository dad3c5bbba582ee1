import type { Account } from './account.js';
import { Tif } from './codes.js';
import type { OrderOptions, TimeInForce } from './context.js';
import { Bar, firstBarAt, type Market } from './market.js';
import { atLeast, finite } from './order-numbers.js';
import type { OrderColumns } from './orders.js';
import { nextDay } from './session.js';

const TIFS: Record<TimeInForce, number> = {
  GTC: Tif.Gtc,
  DAY: Tif.Day,
  IOC: Tif.Ioc,
  FOK: Tif.Fok,
};

/** Reads how long an order lives into its row; throws a RangeError that names a bad value. */
export function readLife(
  account: Account,
  market: Market,
  options: OrderOptions,
  columns: OrderColumns,
  row: number,
): void {
  const { tif, expires } = options;
  if (tif !== undefined) {
    if (!Object.hasOwn(TIFS, tif)) {
      throw new RangeError(`tif must be GTC, DAY, IOC or FOK, got ${String(tif)}.`);
    }
    columns.tif[row] = TIFS[tif];
  }
  if (tif === 'DAY' || expires !== undefined) {
    columns.expiresBar[row] = endBar(account, market, columns, row, expires);
  }
}

/** The own bar at whose open an order ends, by its day or by what it says, whichever comes first; 0 for none. */
export function endBar(
  account: Account,
  market: Market,
  columns: OrderColumns,
  row: number,
  expires: OrderOptions['expires'],
): number {
  const day = columns.tif[row] === Tif.Day ? barAfterDay(market, columns.firstBar[row]) : 0;
  const said = expires === undefined ? 0 : expiryBar(market, expires);
  if (account.actions !== null && expires !== undefined) {
    account.actions.life = typeof expires === 'number' ? expires : 'bars';
  }
  return day > 0 && said > 0 ? Math.min(day, said) : day + said;
}

// The first bar on a later day than the bar that the order first acts in.
function barAfterDay(market: Market, first: number): number {
  const { time } = market.bars;
  return first < time.length ? openAt(market, nextDay(market.settings, time[first])) : 0;
}

function expiryBar(market: Market, expires: number | { bars: number }): number {
  if (typeof expires !== 'object' || expires === null) {
    return openAt(market, finite('expires', expires));
  }
  return market.clock.i + 1 + atLeast('expires.bars', expires.bars, 1);
}

// Stamps are known in advance, unlike prices; 0 when no bar opens that late.
function openAt(market: Market, time: number): number {
  const bar = firstBarAt(market, time);
  return bar === Bar.Never ? 0 : bar;
}
