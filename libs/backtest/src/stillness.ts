/** Tells when user code has not got on for too long. */
export class Stillness {
  private beat: number | null = null;
  private sinceMs = 0;

  constructor(private readonly limitMs: number) {}

  /** Whether the beat last changed longer ago than the limit; null means that no user code runs. */
  isStuck(beat: number | null, nowMs: number): boolean {
    if (beat === null || beat !== this.beat) {
      this.beat = beat;
      this.sinceMs = nowMs;
      return false;
    }
    return nowMs - this.sinceMs > this.limitMs;
  }
}
