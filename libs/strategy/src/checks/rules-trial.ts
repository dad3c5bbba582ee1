import {
  lookbackOf,
  paramsSchema,
  resolveParams,
  runBacktest,
  StrategyError,
  type Strategy,
  TIMEFRAMES,
} from '@app/engine';
import { text } from '@app/platform';
import { ruleProblemText } from '../rule-problems.js';
import { parseRules, rulesStrategy, timeframesOf } from '../rules/index.js';
import type { CheckProblem } from './check-report.js';
import { declaredOf } from './declared.js';
import { marketOf, TRIAL_BARS, TRIAL_TIMEFRAME, type Tried } from './trial.js';
import { trialOf } from './trial-result.js';

/** Asks for rules to be checked and tried. */
export interface RulesTask {
  /** Their JSON. */
  rules: string;
}

/** Reads rules and runs them over 500 bars of seeded data, hourly ones or of the shortest timeframe that they name. */
export function tryRules({ rules: source }: RulesTask): Tried {
  const parsed = parseRules(JSON.parse(source));
  if ('problems' in parsed) {
    const problems = parsed.problems.map((problem) => ({
      ...placed('rules', problem.field),
      message: ruleProblemText(problem),
    }));
    return { declared: null, trial: null, problems };
  }
  const strategy = rulesStrategy(parsed.rules);
  const read = declaredOf({ ...strategy, paramsSchema: paramsSchema(strategy) });
  if ('problem' in read) {
    return failed(null, { ...placed('rules', null), message: read.problem });
  }
  const { declared } = read;
  try {
    return { declared, trial: runOver(strategy, timeframesOf(parsed.rules)), problems: [] };
  } catch (error) {
    if (!(error instanceof StrategyError || error instanceof RangeError)) throw error;
    const message = text(error.message, error.message);
    return failed(declared, { ...placed('trial', null), message });
  }
}

function runOver(strategy: Strategy, named: readonly string[]) {
  const shortest = TIMEFRAMES.find((each) => each === TRIAL_TIMEFRAME || named.includes(each));
  const timeframe = shortest ?? TRIAL_TIMEFRAME;
  const resolved = resolveParams(strategy, {});
  if ('problems' in resolved) throw new RangeError(resolved.problems[0]?.message);
  const { params } = resolved;
  const data = [marketOf(0, timeframe)];
  const symbols = data.map(({ symbol }) => symbol);
  const warmUp = lookbackOf(strategy, params, { timeframe, symbols });
  const outcome = runBacktest({ strategy, params, data });
  return trialOf(outcome, { bars: TRIAL_BARS, symbols: 1, warmUp });
}

function placed(stage: CheckProblem['stage'], field: string | null) {
  return { stage, line: null, column: null, ...(field !== null && { field }) };
}

function failed(declared: Tried['declared'], problem: CheckProblem): Tried {
  return { declared, trial: null, problems: [problem] };
}
