import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { Request } from 'express';

/** Says whether a client would rather have CSV than JSON. */
export function wantsCsv(request: Request): boolean {
  return request.accepts(['application/json', 'text/csv']) === 'text/csv';
}

/** Streams rows as CSV (RFC 4180) with a header line; null is an empty cell. */
export function csvFile<Row extends object>(
  name: string,
  columns: readonly (keyof Row & string)[],
  batches: AsyncIterable<Row[]>,
): StreamableFile {
  return new StreamableFile(Readable.from(csvText(columns, batches)), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${name}.csv"`,
  });
}

async function* csvText<Row extends object>(
  columns: readonly (keyof Row & string)[],
  batches: AsyncIterable<Row[]>,
): AsyncGenerator<string> {
  yield `${columns.join(',')}\r\n`;
  for await (const rows of batches) {
    yield rows.map((row) => `${columns.map((name) => cellText(row[name])).join(',')}\r\n`).join('');
  }
}

function cellText(cell: unknown): string {
  const words = String(cell ?? '');
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}
