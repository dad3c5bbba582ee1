import type { JsonSchema, Params, Scope } from '@app/engine';
import type { Text } from '@app/platform';

/** Lists the parts of a check that find problems: reading, types, what the module says of itself, what rules say, or the trial. */
export const CHECK_STAGES = ['syntax', 'types', 'load', 'rules', 'trial'] as const;

/** Names a part of a check. */
export type CheckStage = (typeof CHECK_STAGES)[number];

/** Is something wrong with a source or with rules, and where: line and column count from 1, and are null where the place is not known and for rules. */
export interface CheckProblem {
  stage: CheckStage;
  line: number | null;
  column: number | null;
  /** The place in rules, such as `entry.long.all[1]`. */
  field?: string;
  message: Text;
  hint?: Text;
}

/** Is what a strategy says of itself. */
export interface Declared {
  name: string;
  description: string;
  scope: Scope;
  params: Params;
  paramsSchema: JsonSchema;
}

/** Is one indicator that a strategy made in its trial. */
export interface TriedIndicator {
  name: string;
  output: string | null;
  symbol: string;
  timeframe: string;
}

/** Is what came of a run over 500 bars of seeded data. */
export interface Trial {
  bars: number;
  symbols: number;
  /** The bars that its indicators need before their first values; null when that could not be found. */
  warmUp: number | null;
  indicators: TriedIndicator[];
  orders: number;
  trades: number;
  /** The first lines of its log. */
  logs: { bar: number; message: string }[];
  /** How many lines it logged. */
  logCount: number;
}

/** Is what a check found: the later parts are null where an earlier one ended it. */
export interface CheckReport {
  problems: CheckProblem[];
  declared: Declared | null;
  trial: Trial | null;
  /** Milliseconds of the parts. */
  timings: { types: number; trial: number };
}

/** Whether a source may be stored: what goes wrong in its trial may be the fault of the data. */
export function isStorable({ problems, declared }: CheckReport): boolean {
  return declared !== null && problems.every(({ stage }) => stage === 'trial');
}
