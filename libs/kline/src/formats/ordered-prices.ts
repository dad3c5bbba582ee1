import { FormatError } from './format-error.js';
import type { ReadOptions, RowBatch } from './market-file.js';
import { type PriceOrder, priceOrder, shareInOrder } from './price-order.js';
import type { RowPlan } from './row-decoder.js';

const PRICES = ['open', 'high', 'low', 'close'] as const;
const BITFINEX: Omit<PriceOrder, 'fit' | 'sure'> = { open: 0, close: 1, high: 2, low: 3 };

/** Puts the prices of a file without a header to the columns where they stand, as the first rows show; says whether anything moved. */
export function orderPrices(
  plan: RowPlan,
  batch: RowBatch,
  options: ReadOptions,
  notes: string[],
): boolean {
  const places = PRICES.map((name) => plan.places[name]);
  const told = orderOfFormat(options.format);
  const order = told ?? guess(batch, notes);
  let moved = false;
  for (const name of PRICES) {
    const place = places[order[name]];
    moved ||= place !== plan.places[name];
    plan.places[name] = place;
  }
  return moved;
}

/** Throws a FormatError when nearly all bars contradict the names of their columns, and other names would fit. */
export function checkLabels(batch: RowBatch): void {
  if (batch.count < 3 || shareInOrder(batch) > 0.5) return;
  const order = priceOrder(batch);
  if (order.fit < 0.9) return;
  throw new FormatError(
    'columns-mislabelled',
    PRICES.filter((name, at) => order[name] !== at).map((name) => ({
      field: name,
      problem: `seems to stand in the column called ${PRICES[order[name]]}`,
    })),
    'Say in columns where each price stands.',
  );
}

function orderOfFormat(format: string | undefined): Omit<PriceOrder, 'fit' | 'sure'> | null {
  if (format === undefined || format === 'csv' || format === 'json') return null;
  return format === 'bitfinex' ? BITFINEX : { open: 0, high: 1, low: 2, close: 3 };
}

function guess(batch: RowBatch, notes: string[]): PriceOrder {
  const order = priceOrder(batch);
  if (order.fit < 0.8) {
    throw new FormatError(
      'columns-unclear',
      [
        {
          field: 'high',
          problem: 'no column is the highest in most rows while another is the lowest',
        },
      ],
      'Say in columns where each price stands.',
    );
  }
  const names = PRICES.toSorted((one, other) => order[one] - order[other]).join(', ');
  notes.push(
    `Nothing names the prices: they stand as ${names}, judged by which is highest, which is lowest${
      order.sure ? ' and where the next bar opens.' : '; open and close could not be told apart.'
    }`,
  );
  return order;
}
