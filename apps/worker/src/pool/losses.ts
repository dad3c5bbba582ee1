// Each may hold as much as a strategy may take.
const MOST_ISOLATES = 4;

/** Counts what user code left behind that only the end of the process takes away: isolates that V8 gave up, and threads that go on in spite of their end. */
export class Losses {
  private isolates = 0;
  private threads = 0;
  private isTold = false;

  /** Calls `spent` once when there are too many. */
  constructor(private readonly spent: () => void) {}

  /** Whether anything was left behind. */
  get isAny(): boolean {
    return this.isolates + this.threads > 0;
  }

  /** Counts isolates, which hold their memory. */
  addIsolates(count: number): void {
    this.isolates += count;
    if (this.isolates >= MOST_ISOLATES) this.tell();
  }

  /** Counts a thread, which keeps a core busy. */
  addThread(): void {
    this.threads++;
    this.tell();
  }

  private tell(): void {
    if (!this.isTold) this.spent();
    this.isTold = true;
  }
}
