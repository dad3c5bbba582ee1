import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { whileAway } from '@app/platform';
import type { Backtest, RunError, RunStage } from './backtest.entity.js';
import type { Beat, Claim, ClaimRepository } from './claim.repository.js';
import type { EncodedLog } from './log-codec.js';
import type { ProgramStore } from './program-store.service.js';
import type { ResultRepository, StoredResult } from './result.repository.js';
import { GRACE_MS, LOCATE_MS, phaseAt, RunControl } from './run-control.js';
import { AWAY_LIMIT_MS, RunInThread } from './run-in-thread.js';
import type { LoadedData, RunLoader } from './run-loader.service.js';
import type { RunPool, StoppedRun } from './run-task.js';
import { Stillness } from './stillness.js';
import { storedResult } from './stored-result.js';

/** Says how an execution ended; `lost` means that the run is another worker's by now. */
export type ExecutionEnd = 'completed' | 'stopped' | 'failed' | 'released' | 'lost';

/** Is what an execution works with. */
export interface ExecutionParts {
  claims: ClaimRepository;
  results: ResultRepository;
  loader: RunLoader;
  programs: ProgramStore;
  pool: RunPool;
  timeoutSeconds: number;
  /** How long a user's strategy may take over one bar. */
  barTimeoutMs: number;
  /** Lets those who watch know that the row changed; a hint, which may get lost. */
  tell: (seq: number) => void;
}

// Five beats a second bound both the progress that is shown and the time until a stop is seen.
const BEAT_MS = 200;
const WARN_AT = 5 / 6;

/** Sees one claimed run to its end: loads, executes in a thread, beats, obeys stop and timeout, and saves. */
export class RunExecution {
  private readonly logger = new Logger('RunExecution');
  private readonly control = new RunControl();
  private readonly thread = new AbortController();
  private readonly inThread: RunInThread;
  private readonly claim: Claim;
  private readonly stuck: Stillness;
  private stage: RunStage = 'loading';
  private ending: Exclude<ExecutionEnd, 'completed'> | undefined;
  private error: RunError | null = null;
  private log: EncodedLog | null = null;
  private lastSeq: number;

  constructor(
    private readonly run: Backtest,
    private readonly parts: ExecutionParts,
  ) {
    this.claim = { id: run.id, attempt: run.attempts };
    this.lastSeq = run.seq;
    this.stuck = new Stillness(parts.barTimeoutMs);
    const { control, thread } = this;
    this.inThread = new RunInThread(run, parts, control.memory, thread.signal);
  }

  /** Runs to the end and returns which it was; writes nothing once the run is another's. */
  async toEnd(): Promise<ExecutionEnd> {
    const watching = new AbortController();
    const watch = this.watch(watching.signal);
    try {
      const result = await this.execute();
      if (result) return await this.save(result);
    } catch (error) {
      if (!this.ending) this.fail({ code: 'backtest/failed' }, error);
    } finally {
      watching.abort();
      await watch;
    }
    return this.writeEnd();
  }

  /** Ends the work and gives the run back to the queue. */
  async release(): Promise<void> {
    await this.end('released');
  }

  private async execute(): Promise<StoredResult | null> {
    this.parts.tell(this.run.seq);
    const startedMs = performance.now();
    const loaded = await this.load();
    const loadMs = performance.now() - startedMs;
    if (this.ending) return null;
    this.stage = 'running';
    const outcome = await this.inThread.run(loaded);
    if (outcome.kind === 'completed') return storedResult(this.run, outcome, loaded, loadMs);
    if (outcome.kind === 'failed') {
      this.fail(outcome.error);
      this.log = outcome.log;
    } else this.locate(outcome);
    return null;
  }

  // A load cannot be broken off, but nobody has to wait for it.
  private load(): Promise<LoadedData> {
    const aborted = new Promise<never>((_, reject) => {
      this.thread.signal.addEventListener('abort', () => reject(new Error('Ended while loading.')));
    });
    return Promise.race([this.readBars(), aborted]);
  }

  private async readBars(): Promise<LoadedData> {
    const lookback = await this.inThread.lookback();
    if ('kind' in lookback) {
      if (lookback.kind === 'failed') this.fail(lookback.error);
      else this.locate(lookback);
    }
    if (this.ending || 'kind' in lookback) throw new Error('Ended while loading.');
    return whileAway(AWAY_LIMIT_MS, () => this.parts.loader.load(this.run, lookback.bars));
  }

  private async save(stored: StoredResult): Promise<ExecutionEnd> {
    if (this.ending) return this.writeEnd();
    this.stage = 'saving';
    const { results } = this.parts;
    const isSaved = await whileAway(AWAY_LIMIT_MS, () => results.complete(this.claim, stored));
    return isSaved ? 'completed' : 'lost';
  }

  private async writeEnd(): Promise<ExecutionEnd> {
    const end = this.ending ?? 'stopped';
    const isWritten = await whileAway(AWAY_LIMIT_MS, () => this.write(end));
    return isWritten ? end : 'lost';
  }

  private async write(end: ExecutionEnd): Promise<boolean> {
    const { claims } = this.parts;
    if (end === 'released') return claims.release(this.claim);
    if (end === 'stopped') return claims.end(this.claim, 'STOPPED', null);
    if (end === 'failed') return claims.end(this.claim, 'FAILED', this.error, this.log);
    return false;
  }

  private async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await delay(BEAT_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        this.obey(await this.beat());
      } catch (error) {
        // The database may be restarting; the lease is long enough for that, and the next beat tells.
        this.logger.warn(`Beat of ${this.claim.id}: ${String(error)}`);
      }
    }
  }

  private async beat(): Promise<Beat | null> {
    const percent = Math.min(99, Math.floor(this.control.progress * 100));
    const beat = await this.parts.claims.beat(this.claim, this.stage, percent);
    if (beat && beat.seq !== this.lastSeq) {
      this.lastSeq = beat.seq;
      this.parts.tell(beat.seq);
    }
    return beat;
  }

  private obey(beat: Beat | null): void {
    if (this.ending) return;
    if (!beat) {
      void this.end('lost');
      return;
    }
    const { timeoutSeconds } = this.parts;
    if (beat.stopRequested) void this.end('stopped');
    else if (this.stuck.isStuck(this.control.beat, performance.now())) {
      const seconds = this.parts.barTimeoutMs / 1000;
      const values = { seconds, ...phaseAt(this.control.bar) };
      this.error = { code: 'backtest/strategy-stuck', values };
      void this.end('failed');
    } else if (beat.ranSeconds > timeoutSeconds) {
      this.error = { code: 'backtest/timeout', values: { minutes: timeoutSeconds / 60 } };
      void this.end('failed');
    } else if (beat.ranSeconds > timeoutSeconds * WARN_AT && this.stage === 'running') {
      this.stage = 'time-short';
    }
  }

  /** Asks the thread to stop and, if it does not in time, terminates it. */
  private async end(how: Exclude<ExecutionEnd, 'completed'>): Promise<void> {
    this.ending ??= how;
    const isStuck = this.error?.code === 'backtest/strategy-stuck';
    this.control.cancel(isStuck);
    const graceMs = isStuck ? GRACE_MS + LOCATE_MS : GRACE_MS;
    if (this.inThread.isBusy) await delay(graceMs, undefined, { ref: false });
    this.thread.abort();
  }

  // A strategy that got stuck was asked to stop, and ended where it was.
  private locate({ place }: StoppedRun): void {
    if (!place || this.error?.code !== 'backtest/strategy-stuck') return;
    const values = { ...this.error.values, ...place };
    this.error = { code: 'backtest/strategy-stuck-at', values };
  }

  private fail(error: RunError, cause?: unknown): void {
    this.ending = 'failed';
    this.error = error;
    if (cause !== undefined) this.logger.error(cause, `Run ${this.claim.id} failed`);
  }
}
