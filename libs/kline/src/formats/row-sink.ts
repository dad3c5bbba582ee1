/** Takes rows of cells, which are places in bytes that hold until it returns. */
export interface RowSink {
  /** Takes a row, cells and all standing at `[start, end)`; says whether it wants more at once. */
  row(
    bytes: Buffer,
    start: Int32Array,
    end: Int32Array,
    count: number,
    line: number,
    from: number,
    to: number,
  ): boolean;
}

/** Cuts bytes into rows for a sink. */
export interface Scanner {
  /** Takes the bytes from `at` up to `size`, after which nothing comes when `final`; gives the place up to which they are done with. */
  scan(bytes: Buffer, at: number, size: number, final: boolean): number;
}

/** Gathers the first rows as texts. */
export class RowTexts implements RowSink {
  readonly rows: string[][] = [];
  readonly lines: number[] = [];

  constructor(private readonly most: number) {}

  row(bytes: Buffer, start: Int32Array, end: Int32Array, count: number, line: number): boolean {
    const cells: string[] = [];
    for (let cell = 0; cell < count; cell += 1) {
      cells.push(bytes.toString('utf8', start[cell], end[cell]));
    }
    this.rows.push(cells);
    this.lines.push(line);
    return this.rows.length < this.most;
  }
}
