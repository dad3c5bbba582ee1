import type request from 'supertest';
import type { WireBar } from './bars.js';
import type { Session } from './session.js';
import { untilState } from './until.js';

/** Is a file of a test. */
export interface TestFile {
  name: string;
  bytes: string | Buffer;
}

const FINAL = ['COMPLETED', 'FAILED', 'STOPPED'];
const HEADER = 'open_time,open,high,low,close,volume';

/** Writes bars as CSV, one line for each after the header. */
export function csvOf(bars: WireBar[]): string {
  const lines = bars.map(({ open_time, open, high, low, close, volume }) =>
    [open_time, open, high, low, close, volume].join(','),
  );
  return `${[HEADER, ...lines].join('\n')}\n`;
}

/** Sends a file with the other fields of the form. */
export function sendFile(
  session: Session,
  { name, bytes }: TestFile,
  fields: Record<string, string> = {},
  query = '',
): request.Test {
  const sent = session.form(`/kline/import${query}`);
  for (const [field, value] of Object.entries(fields)) sent.field(field, value);
  return sent.attach('file', Buffer.from(bytes), name);
}

/** Starts an import and returns its id. */
export async function startImport(
  session: Session,
  file: TestFile,
  fields: Record<string, string> = {},
): Promise<string> {
  const { status, body } = await sendFile(session, file, fields);
  if (status !== 202) throw new Error(`POST kline/import: ${status} ${JSON.stringify(body)}`);
  return body.data.import_id;
}

/** Waits until an import's status fits, by asking. */
export async function untilImported(
  session: Session,
  id: string,
  wanted: string[] = FINAL,
  limitMs = 60_000,
): Promise<Record<string, any>> {
  const read = async () => (await session.get(`/kline/imports/${id}`)).body;
  const fits = ({ data }: Record<string, any>) => wanted.includes(data?.status);
  return (await untilState(read, fits, limitMs)).data;
}

/** Imports a file to its end and returns the status. */
export async function importFile(
  session: Session,
  file: TestFile,
  fields: Record<string, string> = {},
): Promise<Record<string, any>> {
  return untilImported(session, await startImport(session, file, fields));
}
