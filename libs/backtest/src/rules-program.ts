import type { MarketData, Strategy } from '@app/engine';
import { columnsOf, readRules, rulesStrategy } from '@app/strategy/rules';
import { phaseAt } from './run-control.js';
import type { RulesProgram } from './run-task.js';
import { UserStrategyFailed } from './user-failure.js';
import { mostMegabytes } from './user-strategy.js';

/** Makes the strategy that a user's rules are; throws a {@link UserStrategyFailed} where its series over these bars would take more memory than a strategy may. */
export function rulesProgram(
  { rules: source, memoryMb }: RulesProgram,
  data: readonly MarketData[],
): Strategy {
  const rules = readRules(source);
  const bars = data.reduce((sum, each) => sum + each.bars.time.length, 0);
  const needed = (columnsOf(rules) * bars * Float64Array.BYTES_PER_ELEMENT) / 2 ** 20;
  if (needed > mostMegabytes(memoryMb, data)) {
    const values = { megabytes: memoryMb, ...phaseAt(-1) };
    throw new UserStrategyFailed({ code: 'backtest/strategy-memory', values });
  }
  return rulesStrategy(rules);
}
