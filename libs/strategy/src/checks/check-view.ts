import { type ErrorDefinition, type Language, type Problem, render, text } from '@app/platform';
import type { CheckProblem, CheckStage, TriedIndicator } from './check-report.js';
import { checkErrors } from './check.errors.js';
import type { CheckError, CheckState, StrategyCheck } from './strategy-check.entity.js';

/** Is one problem of a source or of rules on the wire. */
export interface ProblemView {
  stage: CheckStage;
  line: number | null;
  column: number | null;
  field: string | null;
  problem: string;
  hint: string | null;
}

/** Is what a check found, on the wire. */
export interface CheckView {
  check_id: string;
  status: CheckState;
  /** Whether nothing is wrong; null until that is known. */
  valid: boolean | null;
  problems: ProblemView[];
  name: string | null;
  description: string | null;
  scope: string | null;
  params_schema: Record<string, unknown> | null;
  indicators: TriedIndicator[];
  warm_up: number | null;
  trial: {
    bars: number;
    symbols: number;
    orders: number;
    trades: number;
    log_count: number;
    logs: { bar: number; message: string }[];
  } | null;
  timings: { types_ms: number; trial_ms: number } | null;
  error: { code: string; message: string; hint: string } | null;
}

/** Shows a check in the language asked for. */
export function checkView(
  { id, status, report, error }: StrategyCheck,
  language: Language,
): CheckView {
  const { declared = null, trial = null, problems = [] } = report ?? {};
  return {
    check_id: id,
    status,
    valid: report && problems.length === 0,
    problems: problems.map((problem) => problemView(problem, language)),
    name: declared && declared.name,
    description: declared && declared.description,
    scope: declared && declared.scope,
    params_schema: declared && declared.paramsSchema,
    indicators: trial?.indicators ?? [],
    warm_up: trial && trial.warmUp,
    trial: trial && {
      bars: trial.bars,
      symbols: trial.symbols,
      orders: trial.orders,
      trades: trial.trades,
      log_count: trial.logCount,
      logs: trial.logs,
    },
    timings: report && { types_ms: report.timings.types, trial_ms: report.timings.trial },
    error: error && errorView(error, language),
  };
}

/** Finds the failure that a check ended with. */
export function checkErrorOf({ code }: CheckError): ErrorDefinition {
  const table: Record<string, ErrorDefinition> = checkErrors;
  return table[code] ?? checkErrors['strategy/check-failed'];
}

/** Lists the problems of a check as those of the field `source` or `rules`. */
export function sourceProblems({ kind, report }: StrategyCheck): Problem[] {
  return (report?.problems ?? []).map(({ line, column, field, message, hint }) => ({
    field: field === undefined || field === kind ? kind : `${kind}.${field}`,
    problem: hint ? joined(message, hint) : message,
    ...(line !== null && { line }),
    ...(column !== null && { column }),
  }));
}

function problemView(
  { stage, line, column, field, message, hint }: CheckProblem,
  language: Language,
): ProblemView {
  const problem = message[language];
  return { stage, line, column, field: field ?? null, problem, hint: hint ? hint[language] : null };
}

function errorView(error: CheckError, language: Language): CheckView['error'] {
  const { code, message, hint } = checkErrorOf(error);
  return {
    code,
    message: render(message, language, error.values),
    hint: render(hint, language, error.values),
  };
}

function joined(message: CheckProblem['message'], hint: CheckProblem['message']) {
  return text(`${message.en} ${hint.en}`, `${message.zh} ${hint.zh}`);
}
