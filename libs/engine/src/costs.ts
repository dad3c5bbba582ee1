import { parseExpression } from './expression.js';
import type { Commission, RunConfig, Slippage } from './run-config.js';

/** What a fill costs; sizes are unsigned units, prices and money are quote currency. */
export interface FeeModel {
  /** The part of the fee that does not grow with the size. */
  readonly fixed: number;
  /** The ratio of the traded value for a maker and for a taker; an estimate for an expression. */
  rate(maker: boolean): number;
  /** The fee of trading `size` units at `price` per unit, of `multiplier` units of value each; the profile backtesting.py gives its formulas the signed size of the order. Throws a RangeError for a formula without a number. */
  amount(size: number, price: number, multiplier: number, maker: boolean): number;
  /** Whether `fixed` and `rate` say all there is. */
  readonly linear: boolean;
}

/** The fee model of a configured commission. */
export function feeModel(commission: Commission): FeeModel {
  if (typeof commission === 'string') return new ExpressionFee(commission);
  if (typeof commission === 'number') return new LinearFee(0, commission, commission);
  if ('fixed' in commission) {
    return new LinearFee(commission.fixed, commission.relative, commission.relative);
  }
  return new LinearFee(0, commission.maker, commission.taker);
}

class LinearFee implements FeeModel {
  readonly linear = true;
  readonly fixed: number;
  readonly #maker: number;
  readonly #taker: number;

  constructor(fixed: number, maker: number, taker: number) {
    this.fixed = fixed;
    this.#maker = maker;
    this.#taker = taker;
  }

  rate(maker: boolean): number {
    return maker ? this.#maker : this.#taker;
  }

  amount(size: number, price: number, multiplier: number, maker: boolean): number {
    const rate = maker ? this.#maker : this.#taker;
    return this.fixed + Math.abs(size) * price * multiplier * rate;
  }
}

class ExpressionFee implements FeeModel {
  readonly linear = false;
  readonly fixed = 0;
  readonly #amount: (size: number, price: number) => number;

  constructor(text: string) {
    this.#amount = parseExpression(text);
  }

  rate(): number {
    return 0;
  }

  amount(size: number, price: number, multiplier: number): number {
    const fee = this.#amount(size, price * multiplier);
    if (Number.isFinite(fee)) return fee;
    throw new RangeError(`commission: the formula gives ${fee} for ${size} units at ${price}.`);
  }
}

/** How far a taker of `size` units is pushed from `price`, per unit, in a bar of `volume` units. */
export interface SlippageModel {
  readonly depends: boolean;
  distance(price: number, size: number, volume: number): number;
}

/** The slippage model of a configured slippage. */
export function slippageModel({ type, value }: Slippage): SlippageModel {
  if (type === 'none' || !(value > 0)) return NO_SLIPPAGE;
  // Nobody is pushed by more than the whole price: a sale brings nothing at worst, never less.
  if (type === 'fixed') return { depends: false, distance: (price) => Math.min(value, price) };
  if (type === 'percent') {
    const ratio = Math.min(value, 1);
    return { depends: false, distance: (price) => price * ratio };
  }
  return {
    depends: true,
    distance: (price, size, volume) => {
      // A bar that tells no volume fills as if the order were all of it.
      const share = volume > 0 ? size / volume : 1;
      return price * Math.min(1, value * share * share);
    },
  };
}

const NO_SLIPPAGE: SlippageModel = { depends: false, distance: () => 0 };

/** Half the configured spread as a fraction of the price. */
export function halfSpread(config: RunConfig): number {
  return config.spread / 2;
}
