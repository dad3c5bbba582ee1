import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { settings, text, type Settings } from '@app/platform';
import type { CheckProblem, CheckReport } from './check-report.js';
import { GuardedTasks, OutOfTaskTime, ProcessBroken } from './guarded-tasks.js';
import type { CheckedSource, SourceTask } from './source-check.js';
import type { RulesTask } from './rules-trial.js';
import type { Tried, TrialTask } from './trial.js';

/** Is a report, and the compiled code of a source that could be read. */
export interface Checked {
  report: CheckReport;
  compiled: CheckedSource['compiled'];
}

const TYPES_LIMIT_MS = 5000;
const TYPES_MEMORY_MB = 384;
const TRIAL_MEMORY_MB = 256;
// Of a trial each call has a limit of its own; it makes three at most.
const CALLS = 4;

const TYPES_TOO_LONG = text(
  'Its types could not be checked within 5 s: simplify them.',
  '5 秒内未能完成类型检查：请简化类型。',
);
const TYPES_TOO_LARGE = text(
  'Its types take too much memory to check: simplify them.',
  '类型检查占用内存过多：请简化类型。',
);
const TRIAL_TOO_LONG = text('Its trial did not come to an end.', '试运行未能结束。');
const TRIAL_TOO_LARGE = text(
  'Its trial took more memory than there is.',
  '试运行占用的内存超出限制。',
);

/** Checks types in one process of its own and tries strategies in another, one at a time each. */
@Injectable()
export class CheckPool implements OnApplicationShutdown {
  private readonly types = new GuardedTasks<SourceTask, CheckedSource>(
    new URL('./source-process.js', import.meta.url),
    TYPES_MEMORY_MB,
  );
  private readonly trials = new GuardedTasks<TrialTask | RulesTask, Tried>(
    new URL('./trial-process.js', import.meta.url),
    TRIAL_MEMORY_MB,
  );

  constructor(@Inject(settings.KEY) private readonly settings: Settings) {}

  /** Checks one source; what it does wrong stands in the report. */
  async check(task: SourceTask): Promise<Checked> {
    const startedMs = performance.now();
    const { compiled, problems } = await this.checkTypes(task);
    const typedMs = performance.now();
    const tried = compiled && problems.length === 0 ? await this.try(compiled) : NOTHING;
    const timings = {
      types: Math.round(typedMs - startedMs),
      trial: Math.round(performance.now() - typedMs),
    };
    const { declared, trial } = tried;
    const report = { problems: [...problems, ...tried.problems], declared, trial, timings };
    return { report, compiled };
  }

  /** Checks rules; what they say wrong stands in the report. */
  async checkRules(rules: string): Promise<Checked> {
    const startedMs = performance.now();
    const tried = await this.tryTask({ rules });
    const trial = Math.round(performance.now() - startedMs);
    return { report: { ...tried, timings: { types: 0, trial } }, compiled: null };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.types.close(), this.trials.close()]);
  }

  private async checkTypes(task: SourceTask): Promise<CheckedSource> {
    try {
      return await this.types.run(task, TYPES_LIMIT_MS);
    } catch (error) {
      const message = wordsOf(error, TYPES_TOO_LONG, TYPES_TOO_LARGE);
      return { compiled: null, problems: [{ stage: 'types', ...NOWHERE, message }] };
    }
  }

  private try(compiled: { code: string; map: string }): Promise<Tried> {
    const { STRATEGY_MEMORY_MB: memoryMb, STRATEGY_BAR_TIMEOUT_MS: timeoutMs } = this.settings;
    return this.tryTask({ ...compiled, memoryMb, timeoutMs });
  }

  private async tryTask(task: TrialTask | RulesTask): Promise<Tried> {
    try {
      return await this.trials.run(task, CALLS * this.settings.STRATEGY_BAR_TIMEOUT_MS);
    } catch (error) {
      const message = wordsOf(error, TRIAL_TOO_LONG, TRIAL_TOO_LARGE);
      return { ...NOTHING, problems: [{ stage: 'load', ...NOWHERE, message }] };
    }
  }
}

const NOWHERE = { line: null, column: null } satisfies Partial<CheckProblem>;
const NOTHING: Tried = { declared: null, trial: null, problems: [] };

function wordsOf(error: unknown, time: CheckProblem['message'], memory: CheckProblem['message']) {
  if (error instanceof OutOfTaskTime) return time;
  if (error instanceof ProcessBroken) return memory;
  throw error;
}
