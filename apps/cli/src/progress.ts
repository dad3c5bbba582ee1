const WIDTH = 30;
const STEP = 10;

/** Shows how far something is: a bar that is drawn anew on a terminal, a line now and then elsewhere. */
export class Progress {
  private shown = -STEP;

  constructor(private readonly out: NodeJS.WriteStream = process.stderr) {}

  show(percent: number, text: string): void {
    if (this.out.isTTY) {
      const done = Math.round((percent / 100) * WIDTH);
      const bar = '█'.repeat(done) + '░'.repeat(WIDTH - done);
      this.out.write(`\r\u001b[K${bar} ${percent.toFixed(0).padStart(3)} % ${text}`);
    } else if (percent >= this.shown + STEP || (percent === 100 && this.shown < 100)) {
      this.shown = percent;
      this.out.write(`${percent.toFixed(0)} % ${text}\n`);
    }
  }

  end(): void {
    if (this.out.isTTY) this.out.write('\r\u001b[K');
  }
}
