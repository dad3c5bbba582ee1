import { render, text, type ErrorDefinition, type Language, type Text } from '@app/platform';
import type { Backtest, RunStage } from './backtest.entity.js';
import { backtestErrors } from './backtest.errors.js';

const STAGES: Record<Exclude<RunStage, 'done'>, Text> = {
  queued: text('Waiting in the queue.', '回测任务已提交，正在排队执行。'),
  loading: text('Loading the bars.', '正在加载K线数据。'),
  running: text('Running.', '回测正在执行中。'),
  'time-short': text(
    'Running; the time limit is near and the run will be ended there.',
    '回测正在执行中；即将达到时间上限，届时将被终止。',
  ),
  saving: text('Saving the result.', '正在保存结果。'),
};
const COMPLETED = text('Completed.', '回测执行完成。');
const STOPPED = text('Stopped.', '回测已停止。');

const WARNINGS = {
  data_gaps: text(
    '{symbol}: the {timeframe} bars that the run read have gaps. Gaps: {gaps}; missing bars: {missing_bars}, {percent} % of all.',
    '{symbol}：回测读取的 {timeframe} K线有 {gaps} 处缺口，缺少 {missing_bars} 根，占应有数量的 {percent} %。',
  ),
};

type Described = Pick<Backtest, 'status' | 'stage' | 'error'>;

/** Says in words what a run is doing, or how it ended. */
export function runMessage(run: Described, language: Language): string {
  if (run.status === 'COMPLETED') return render(COMPLETED, language);
  if (run.status === 'STOPPED') return render(STOPPED, language);
  if (run.status === 'FAILED') return runError(run, language)?.message ?? '';
  return render(STAGES[run.stage === 'done' ? 'running' : run.stage], language);
}

/** Says in words what a warning of the server tells. */
export function warningMessage(
  code: keyof typeof WARNINGS,
  values: Record<string, string | number>,
  language: Language,
): string {
  const percent = Number((100 * Number(values.missing_share)).toPrecision(3));
  return render(WARNINGS[code], language, { ...values, percent });
}

/** Shows a stored warning in the language asked for; those of the engine are English. */
export function warningView(
  warning: Record<string, unknown>,
  language: Language,
): Record<string, unknown> {
  if (warning.code !== 'data_gaps') return warning;
  const values = warning.values as Record<string, string | number>;
  return { ...warning, message: warningMessage(warning.code, values, language) };
}

/** Tells why a run failed, or null. */
export function runError(
  { error }: Pick<Backtest, 'error'>,
  language: Language,
): { code: string; message: string; hint: string } | null {
  if (!error) return null;
  const table: Record<string, ErrorDefinition> = backtestErrors;
  const { message, hint } = table[error.code] ?? backtestErrors['backtest/failed'];
  return {
    code: error.code,
    message: render(message, language, error.values),
    hint: render(hint, language, error.values),
  };
}
