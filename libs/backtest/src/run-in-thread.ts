import type { Timeframe } from '@app/engine';
import { whileAway } from '@app/platform';
import type { Backtest } from './backtest.entity.js';
import type { ProgramStore } from './program-store.service.js';
import type { LoadedData } from './run-loader.service.js';
import { engineConfigOf } from './run-request.js';
import type { Chosen, LookbackOutcome, RunOutcome, RunPool } from './run-task.js';

/** Is how long a restart of PostgreSQL may take: it must not fail the runs that it interrupts. */
export const AWAY_LIMIT_MS = 30_000;

/** Has a run's strategy executed by a thread of the pool; what it does rejects when the signal ends the thread. */
export class RunInThread {
  /** Whether a thread works on it, which has to be asked to stop before it is ended. */
  isBusy = false;

  constructor(
    private readonly row: Backtest,
    private readonly parts: { programs: ProgramStore; pool: RunPool },
    private readonly control: SharedArrayBuffer,
    private readonly signal: AbortSignal,
  ) {}

  /** Counts the bars before its start that the run loads, or tells why its strategy could not say it. */
  async lookback(): Promise<LookbackOutcome> {
    const { symbols, timeframe, config } = this.row;
    if (typeof config.warm_up === 'number') return { bars: config.warm_up };
    if (config.warm_up !== 'auto') return { bars: 0 };
    const params = config.params as Record<string, unknown>;
    const { control } = this;
    const asked = { params, symbols, timeframe: timeframe as Timeframe, control };
    const task = { ...(await this.chosen()), ...asked };
    return this.busy(this.parts.pool.lookback(task, this.signal));
  }

  /** Runs the strategy over the data. */
  async run({ data, benchmark }: LoadedData): Promise<RunOutcome> {
    const { id: backtestId, config } = this.row;
    const params = config.params as Record<string, unknown>;
    const { control } = this;
    const asked = { backtestId, params, config: engineConfigOf(config), data, benchmark, control };
    const task = { ...(await this.chosen()), ...asked };
    return this.busy(this.parts.pool.run(task, this.signal));
  }

  private async busy<T>(outcome: Promise<T>): Promise<T> {
    this.isBusy = true;
    try {
      return await outcome;
    } finally {
      this.isBusy = false;
    }
  }

  private async chosen(): Promise<Chosen> {
    const program = await whileAway(AWAY_LIMIT_MS, () => this.parts.programs.find(this.row));
    return { strategy: this.row.strategyName, program };
  }
}
