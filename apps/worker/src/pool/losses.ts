// Each may hold as much as a strategy may take.
const MOST_ISOLATES = 4;

/** Hears of what user code left behind. */
export interface LossesHeard {
  /** There is something: the process should end when it has nothing to do. */
  some(): void;
  /** There is too much: it should take no more runs. */
  tooMuch(): void;
}

/** Counts what user code left behind that only the end of the process takes away: isolates that V8 gave up, and threads that go on in spite of their end. */
export class Losses {
  private isolates = 0;
  private threads = 0;

  /** Tells `some` with the first loss, and `tooMuch` once when there are too many. */
  constructor(private readonly heard: LossesHeard) {}

  /** Whether anything was left behind. */
  get isAny(): boolean {
    return this.isolates + this.threads > 0;
  }

  /** Counts isolates, which hold their memory. */
  addIsolates(count: number): void {
    this.change(() => (this.isolates += count));
  }

  /** Counts a thread, which keeps a core busy. */
  addThread(): void {
    this.change(() => this.threads++);
  }

  private change(count: () => void): void {
    const [wasAny, wasMuch] = [this.isAny, this.isMuch];
    count();
    if (!wasAny && this.isAny) this.heard.some();
    if (!wasMuch && this.isMuch) this.heard.tooMuch();
  }

  private get isMuch(): boolean {
    return this.threads > 0 || this.isolates >= MOST_ISOLATES;
  }
}
