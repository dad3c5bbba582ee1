import { type MarketData, type Params, syntheticBars, type Timeframe } from '@app/engine';
import { text, type Text } from '@app/platform';
import { barOf, placeBeforeEnd } from '../sandbox/memory-place.js';
import { type Place, placeOf } from '../sandbox/place.js';
import type { Answer } from '../sandbox/realm/entry.js';
import { Cell } from '../sandbox/realm/watch.js';
import { type Act, OutOfMemory, OutOfTime, Sandbox } from '../sandbox/sandbox.js';
import type { CheckProblem, CheckStage, Declared, Trial } from './check-report.js';
import { declaredOf } from './declared.js';
import { trialOf } from './trial-result.js';

/** Asks for compiled code to be tried in a sandbox of its own. */
export interface TrialTask {
  code: string;
  map: string;
  memoryMb: number;
  /** Milliseconds that each call into the sandbox may take. */
  timeoutMs: number;
}

/** Is what came of a trial. */
export interface Tried {
  declared: Declared | null;
  trial: Trial | null;
  problems: CheckProblem[];
}

/** Is how many bars a trial runs over. */
export const TRIAL_BARS = 500;
/** Is what the bars of a trial are, unless a strategy needs others. */
export const TRIAL_TIMEFRAME: Timeframe = '1h';
const CELLS_BYTES = Cell.Count * Int32Array.BYTES_PER_ELEMENT;
const OUT_OF_MEMORY = 'It used more memory than STRATEGY_MEMORY_MB allows.';
const OUT_OF_MEMORY_ZH = '占用内存超过 STRATEGY_MEMORY_MB 的限制。';

/** Asks a strategy what it is, and runs it over 500 bars of seeded data: of one symbol, and where that fails and it trades a portfolio of two and then of four. */
export async function tryStrategy(task: TrialTask): Promise<Tried> {
  const sandboxed = new TrialSandbox(task);
  const described = await sandboxed.call('load', (sandbox, cells) =>
    sandbox.describe(task.code, cells),
  );
  if ('problem' in described) return failed(null, described.problem);
  const read = declaredOf(described.value);
  if ('problem' in read) return failed(null, problemAt('load', null, read.problem));
  const { declared } = read;
  let last: CheckProblem | null = null;
  for (const symbols of declared.scope === 'portfolio' ? [1, 2, 4] : [1]) {
    const tried = await runOver(symbols, declared.params, task, sandboxed);
    if ('trial' in tried) return { declared, trial: tried.trial, problems: [] };
    last = tried.problem;
    if (sandboxed.isOutOfTime) break;
  }
  return failed(declared, last);
}

function failed(declared: Declared | null, problem: CheckProblem | null): Tried {
  return { declared, trial: null, problems: problem === null ? [] : [problem] };
}

async function runOver(
  count: number,
  declared: Params,
  { code }: TrialTask,
  sandboxed: TrialSandbox,
): Promise<{ trial: Trial } | { problem: CheckProblem }> {
  const params = Object.fromEntries(
    Object.entries(declared).map(([name, param]) => [name, param.default]),
  );
  const data = Array.from({ length: count }, (_, i) => marketOf(i, TRIAL_TIMEFRAME));
  const ran = await sandboxed.call('trial', (sandbox, cells) =>
    sandbox.run(code, { params, data, config: {} }, cells),
  );
  if ('problem' in ran) return ran;
  const scope = { timeframe: TRIAL_TIMEFRAME, symbols: data.map(({ symbol }) => symbol) };
  const lookback = await sandboxed.call('trial', (sandbox, cells) =>
    sandbox.lookback(code, params, scope, cells),
  );
  if ('problem' in lookback) return lookback;
  return {
    trial: trialOf(ran.value, { bars: TRIAL_BARS, symbols: count, warmUp: lookback.value }),
  };
}

/** Makes the seeded data of one symbol of a trial. */
export function marketOf(i: number, timeframe: Timeframe): MarketData {
  const bars = syntheticBars(TRIAL_BARS, timeframe, i + 1);
  return { symbol: `SYMBOL${i + 1}`, timeframe, bars };
}

/** Calls a sandbox, with another one after a call that used one up. */
class TrialSandbox {
  /** Whether a call took too long, so that more of them would too. */
  isOutOfTime = false;

  constructor(private readonly task: TrialTask) {}

  /** Gives the value of a call, or the problem that came in its place. */
  async call<T>(
    stage: CheckStage,
    act: Act<Answer<T>>,
  ): Promise<{ value: T } | { problem: CheckProblem }> {
    const { memoryMb, timeoutMs, map } = this.task;
    const sandbox = new Sandbox(memoryMb, timeoutMs);
    const cells = new SharedArrayBuffer(CELLS_BYTES);
    try {
      const answer = await act(sandbox, cells);
      if ('value' in answer) return answer;
      const { message, stack } = answer.failure;
      return { problem: problemAt(stage, placeOf(stack, map), text(message, message)) };
    } catch (error) {
      this.isOutOfTime = error instanceof OutOfTime;
      const place = await this.placeOf(error, act, barOf(cells));
      return { problem: problemAt(stage, place, brokenOff(error, timeoutMs)) };
    } finally {
      sandbox.dispose();
    }
  }

  private async placeOf<T>(
    error: unknown,
    act: Act<Answer<T>>,
    bar: number,
  ): Promise<Place | null> {
    const { memoryMb, map, timeoutMs: limitMs } = this.task;
    if (error instanceof OutOfTime) return placeOf(error.userStack, map);
    if (!(error instanceof OutOfMemory)) return null;
    return (await placeBeforeEnd(act, { error, bar, memoryMb, map, limitMs })).place;
  }
}

function brokenOff(error: unknown, timeoutMs: number): Text {
  if (error instanceof OutOfMemory) return text(OUT_OF_MEMORY, OUT_OF_MEMORY_ZH);
  if (error instanceof OutOfTime) {
    const seconds = timeoutMs / 1000;
    return text(`It did not come to an end within ${seconds} s.`, `${seconds} 秒内未结束。`);
  }
  const why = error instanceof Error ? error.message : String(error);
  return text(why, why);
}

function problemAt(
  stage: CheckStage,
  place: { line: number; column: number } | null,
  message: Text,
): CheckProblem {
  return { stage, line: place?.line ?? null, column: place?.column ?? null, message };
}
