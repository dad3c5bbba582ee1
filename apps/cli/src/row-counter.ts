/** Counts the rows of a file while its bytes pass. */
export interface RowCounter {
  readonly rows: number;
  add(piece: Uint8Array): void;
}

/** Makes a counter for files of a format. */
export async function rowCounter(format: 'csv' | 'arrow'): Promise<RowCounter> {
  if (format === 'csv') return new CsvRows();
  const { ArrowRows } = await import('./arrow-rows.js');
  return new ArrowRows();
}

const LINE_FEED = 10;

class CsvRows implements RowCounter {
  private lines = 0;

  // The first line is the header.
  get rows(): number {
    return Math.max(0, this.lines - 1);
  }

  add(piece: Uint8Array): void {
    for (let at = piece.indexOf(LINE_FEED); at >= 0; at = piece.indexOf(LINE_FEED, at + 1)) {
      this.lines++;
    }
  }
}
