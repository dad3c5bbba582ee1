import type { FeeModel } from '../../costs.js';

/** The settings that the profile knows. */
export type PySettings = {
  cash: number;
  spread: number;
  leverage: number;
  tradeOnClose: boolean;
  hedging: boolean;
  exclusiveOrders: boolean;
  fees: FeeModel;
};

/** The size that means all of the available margin: one minus the double's epsilon. */
export const ALL = 1 - 2.220446049250313e-16;
