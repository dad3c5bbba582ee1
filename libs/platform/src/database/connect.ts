import { DataSource, type DataSourceOptions } from 'typeorm';
import { whileAway } from './away.js';

const PATIENCE_MS = 10_000;
const DEFAULT_PORT = '5432';

/** Connects to PostgreSQL, for which it waits while it is away; throws one line that names DATABASE_URL, host and port, and no secret. */
export async function connect(
  options: DataSourceOptions,
  patienceMs = PATIENCE_MS,
): Promise<DataSource> {
  try {
    return await whileAway(patienceMs, () => new DataSource(options).initialize());
  } catch (error) {
    const url = options.type === 'postgres' ? options.url : undefined;
    throw new Error(`No connection to DATABASE_URL at ${placeOf(url)}: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

function placeOf(url = ''): string {
  if (!URL.canParse(url)) return 'an unknown host';
  const { hostname, port, searchParams } = new URL(url);
  const host = hostname || searchParams.get('host') || 'localhost';
  return `${host}:${port || DEFAULT_PORT}`;
}

// When a name has several addresses, Node's error for all of them has a code and no message.
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return (error.message || code || error.name).split('\n', 1)[0] ?? error.name;
}
