/** Remembers where a query goes on: after which bar, and what was counted at which version. */
export interface PageCursor {
  /** Tells queries apart; a cursor serves only the query that gave it. */
  query: string;
  version: number;
  total: number;
  page: number;
  afterMs: number;
}

/** Writes a cursor as an opaque text. */
export function encodeCursor({ query, version, total, page, afterMs }: PageCursor): string {
  return Buffer.from(JSON.stringify([query, version, total, page, afterMs])).toString('base64url');
}

/** Reads a cursor of a query; undefined when it is none, or another query's. */
export function decodeCursor(cursor: string, query: string): PageCursor | undefined {
  const fields = fieldsOf(cursor);
  if (fields?.length !== 5 || fields[0] !== query) return undefined;
  const numbers = fields.slice(1).filter((field): field is number => Number.isSafeInteger(field));
  if (numbers.length !== 4) return undefined;
  const [version, total, page, afterMs] = numbers;
  return { query, version, total, page, afterMs };
}

function fieldsOf(cursor: string): unknown[] | undefined {
  try {
    const fields: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(fields) ? fields : undefined;
  } catch {
    return undefined;
  }
}
