import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import type {
  BacktestInput,
  BacktestOutcome,
  LookbackScope,
  SweepResult,
  SweepSlice,
} from '@app/engine';
import ivm from 'isolated-vm';
import { FEW, SHORT, THROWN } from './compiled-names.js';
import type { Answer, Description } from './realm/entry.js';
import type { RunChecks } from './realm/checks.js';
import { Cell } from './realm/watch.js';

/** The name under which the realm knows a strategy's source, as in places of errors. */
export const SOURCE_NAME = 'strategy.ts';

/** User code used more memory than it may. */
export class OutOfMemory extends Error {
  /** V8 may have given the isolate up: what it holds is lost until the process ends. The milliseconds are those of the call. */
  constructor(
    readonly isLost: boolean,
    readonly afterMs: number,
  ) {
    super('It used more memory than it may.');
  }
}

/** A call took longer than it may, and was ended. */
export class OutOfTime extends Error {
  /** The stack is that of the code which it was in. */
  constructor(readonly userStack: string) {
    super('The call took too long.');
  }
}

// With it, V8 13.6 leaves out of some endless loops the check by which they are broken off, as of one around an array of a hundred elements.
setFlagsFromString('--no-turboshaft-loop-unrolling');

// How isolated-vm says it.
const TIMED_OUT = 'Error: Script execution timed out.';

type Realm = {
  context: ivm.Context;
  calls: ivm.Reference<Record<string, (...args: unknown[]) => unknown>>;
  factories: Map<string, ivm.Reference<unknown>>;
};

/** Calls a sandbox, which reports by shared cells. */
export type Act<T> = (sandbox: Sandbox, cells: SharedArrayBuffer) => Promise<T>;

/** Runs compiled strategies of one user in an isolate: an engine of its own with the strategy, and nothing else, on a thread of its own, so that whoever waits can end it. Not to be shared between users. */
export class Sandbox {
  readonly #isolate: ivm.Isolate;
  #realm: Realm | null = null;

  readonly #memoryMb: number;
  readonly #timeoutMs: number | undefined;
  #isBroken = false;
  #break: (reason: Error) => void = () => undefined;

  /** Allows the heap and array buffers of strategy and engine together so many megabytes, and each call so many milliseconds. */
  constructor(memoryMb: number, timeoutMs?: number) {
    this.#memoryMb = memoryMb;
    this.#timeoutMs = timeoutMs;
    this.#isolate = new ivm.Isolate({
      memoryLimit: memoryMb,
      // More was asked for at once than there is: V8 gives up, and the isolate's thread stands still for good.
      onCatastrophicError: () => {
        this.#isBroken = true;
        this.#break(new Error('V8 gave the isolate up.'));
      },
    });
  }

  /** Runs a strategy over bars, whose columns on shared memory are not copied. */
  run(
    code: string,
    input: SandboxInput,
    cells: SharedArrayBuffer,
  ): Promise<Answer<BacktestOutcome>> {
    return this.#call('run', cells, code, input, cells);
  }

  /** Runs many sets of params over the same bars. */
  sweep(
    code: string,
    sets: Record<string, unknown>[],
    slice: Omit<SweepSlice, 'control'>,
    cells: SharedArrayBuffer,
  ): Promise<Answer<SweepResult>> {
    return this.#call('runSweep', cells, code, sets, slice, cells);
  }

  /** Runs the checks that a run asks for. */
  check(code: string, input: SandboxInput, cells: SharedArrayBuffer): Promise<Answer<RunChecks>> {
    return this.#call('check', cells, code, input, cells);
  }

  /** Counts the bars before its start that a run's indicators need. */
  lookback(
    code: string,
    params: Record<string, unknown>,
    scope: LookbackScope,
    cells: SharedArrayBuffer,
  ): Promise<Answer<number>> {
    return this.#call('lookback', cells, code, params, scope);
  }

  /** Tells what a strategy says of itself. */
  describe(code: string, cells: SharedArrayBuffer): Promise<Answer<Description>> {
    return this.#call('describe', cells, code);
  }

  /** Ends the isolate, whatever it does, and lets its memory go. */
  dispose(): void {
    if (!this.isDisposed) this.#isolate.dispose();
  }

  /** Whether it ran out of memory, and is of no use any more. */
  get isDisposed(): boolean {
    return this.#isBroken || this.#isolate.isDisposed;
  }

  async #call<T>(
    name: string,
    cells: SharedArrayBuffer,
    code: string,
    ...args: unknown[]
  ): Promise<Answer<T>> {
    const shared = new Int32Array(cells);
    Atomics.store(shared, Cell.Bar, -1);
    Atomics.store(shared, Cell.Inside, 1);
    let startedMs = performance.now();
    try {
      const realm = (this.#realm ??= this.#open());
      const call = realm.calls.getSync(name, { reference: true });
      const inside = args.map((arg) => given(arg));
      const factory = this.#factory(realm, code);
      const broken = new Promise<never>((_, reject) => (this.#break = reject));
      startedMs = performance.now();
      const answer = call.apply(undefined, [factory.derefInto(), ...inside], {
        result: { copy: true },
        timeout: this.#timeoutMs,
      });
      return (await Promise.race([answer, broken])) as Answer<T>;
    } catch (error) {
      const afterMs = performance.now() - startedMs;
      if (this.isDisposed) throw new OutOfMemory(this.#isBroken, afterMs);
      if (String(error) === TIMED_OUT) throw new OutOfTime(String((error as Error).stack));
      throw error;
    } finally {
      Atomics.store(shared, Cell.Inside, 0);
    }
  }

  #open(): Realm {
    const context = this.#isolate.createContextSync();
    const script = this.#isolate.compileScriptSync(realmScript(), { filename: 'realm.js' });
    const calls = script.runSync(context, { reference: true }) as Realm['calls'];
    const useMemory = calls.getSync('useMemory', { reference: true });
    useMemory.applySync(undefined, [new ivm.Callback(allocate), this.#memoryMb]);
    return { context, calls, factories: new Map() };
  }

  // Compiled once, so that V8 keeps what it learnt of it; each run calls it and so has a module of its own.
  #factory({ context, factories }: Realm, code: string): ivm.Reference<unknown> {
    const hash = createHash('sha256').update(code).digest('hex');
    let factory = factories.get(hash);
    if (factory === undefined) {
      const opening = `(function (exports, require, ${THROWN}, ${SHORT}, ${FEW}) {`;
      const script = this.#isolate.compileScriptSync(`${opening}${code}\n})`, {
        filename: SOURCE_NAME,
        columnOffset: -opening.length,
      });
      factory = script.runSync(context, { reference: true }) as ivm.Reference<unknown>;
      factories.set(hash, factory);
    }
    return factory;
  }
}

function allocate(bytes: number): ivm.Transferable {
  return given(new SharedArrayBuffer(bytes));
}

// Shared memory stays shared; all else is copied.
function given(arg: unknown): ivm.Transferable {
  return new ivm.ExternalCopy(arg).copyInto({ release: true });
}

/** What a run in a sandbox gets. */
export type SandboxInput = Omit<BacktestInput, 'strategy' | 'control' | 'memory'>;

function realmScript(): string {
  return `(() => {${readFileSync(realmFile(), 'utf8')}\nreturn { ...realm };})()`;
}

// The build bundles it, so that from the sources it is read where the build put it.
function realmFile(): URL {
  const built = new URL('./realm.js', import.meta.url);
  if (existsSync(built)) return built;
  return new URL('../../../../dist/libs/strategy/src/sandbox/realm.js', import.meta.url);
}
