const WIDTH = 30;
const PAUSE_MS = 100;
const COLUMNS = 80;

type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'write'> & { columns?: number };

/** Shows how far something is: a bar that is drawn anew on a terminal, and nothing elsewhere. */
export class Progress {
  private drawnAt = -Infinity;
  private phase = '';

  constructor(private readonly out: Terminal = process.stderr) {}

  /** Whether anybody sees it. */
  get isSeen(): boolean {
    return this.out.isTTY;
  }

  /** Shows a phase with its share, 0 to 1, where that is known. */
  show(phase: string, share: number | undefined, text: string): void {
    if (!this.isSeen || !this.isDue(phase)) return;
    const drawn = share === undefined ? '' : `${barOf(share)} `;
    // What is longer than the line would go on in the next, which nothing clears.
    const line = `${drawn}${phase} ${text}`.slice(0, (this.out.columns || COLUMNS) - 1);
    this.out.write(`\r\u001b[K${line}`);
  }

  /** Takes the bar away, so that a line can stand in its place. */
  end(): void {
    if (this.isSeen) this.out.write('\r\u001b[K');
    this.drawnAt = -Infinity;
  }

  private isDue(phase: string): boolean {
    const now = performance.now();
    if (phase === this.phase && now - this.drawnAt < PAUSE_MS) return false;
    this.phase = phase;
    this.drawnAt = now;
    return true;
  }
}

function barOf(share: number): string {
  const part = Math.min(1, Math.max(0, share));
  const done = Math.floor(part * WIDTH);
  const percent = Math.floor(part * 100).toFixed(0);
  return `${'█'.repeat(done)}${'░'.repeat(WIDTH - done)} ${percent.padStart(3)} %`;
}
