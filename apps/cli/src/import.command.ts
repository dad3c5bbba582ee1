import { type Client, refusalText } from './client.js';
import { CommandError } from './command-error.js';
import { ImportJob } from './import-job.js';
import { print, writeOut } from './output.js';
import { Progress } from './progress.js';
import { table } from './table.js';
import { Upload } from './upload.js';

/** What `barline import` takes. */
export interface ImportOptions {
  symbol?: string;
  timeframe?: string;
  format?: string;
  timezone?: string;
  columns?: string;
  onConflict: string;
  adjust?: boolean;
  dryRun?: boolean;
  rejected?: string;
}

/** What the server tells of an import. */
export interface ImportState extends Record<string, unknown> {
  import_id: string;
  status: string;
  progress: number;
  message: string;
  rows_read: number;
  rows_written: number;
  rows_rejected: number;
  error: {
    code: string;
    message: string;
    hint?: string;
    details?: { field: string; problem: string }[];
  } | null;
}

const SHOWN = [
  'format',
  'kind',
  'symbol',
  'timeframe',
  'rows_read',
  'rows_written',
  'rows_rejected',
];
const COUNTED = ['inserted_count', 'updated_count', 'unchanged_count', 'differing_count'];
const FIGURES = [...SHOWN, ...COUNTED, 'duplicate_count', 'first', 'last', 'version'];

/** Sends a file, follows its import to the end and shows what came of it. */
export async function importFile(
  client: Client,
  path: string,
  options: ImportOptions,
): Promise<void> {
  const progress = new Progress();
  const upload = await Upload.of(path, fieldsOf(options), ({ sent, total }) =>
    progress.show(
      'Sending the file.',
      sent / total,
      `${megabytes(sent)} of ${megabytes(total)} MB`,
    ),
  );
  if (options.dryRun) {
    const preview = await previewOf(client, upload).finally(() => progress.end());
    return print(`${JSON.stringify(preview, null, 2)}\n`);
  }
  const state = await new ImportJob(client, upload, progress).run();
  const { import_id: id, error, status } = state;
  const figures = FIGURES.filter((name) => state[name] !== null && state[name] !== undefined);
  await print(
    table(
      ['import', id],
      figures.map((name) => [name, String(state[name])]),
    ),
  );
  if (options.rejected !== undefined && state.rows_rejected > 0) {
    await saveRejected(client, id, options.rejected);
  }
  if (status === 'COMPLETED') return;
  throw new CommandError(
    error ? refusalText({ message: error.message, error }) : `It is ${status}.`,
  );
}

async function previewOf(client: Client, upload: Upload): Promise<object> {
  try {
    return await client.data<object>('kline/import?dry_run=true', upload.init());
  } catch (error) {
    throw upload.failure ?? error;
  }
}

function fieldsOf(options: ImportOptions): Record<string, string> {
  const { symbol, timeframe, format, timezone, columns, onConflict, adjust } = options;
  const asked = { symbol, timeframe, format, timezone, columns, on_conflict: onConflict };
  const all = { ...asked, adjust: adjust ? 'true' : undefined };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]),
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

async function saveRejected(client: Client, id: string, path: string): Promise<void> {
  const headers = { Accept: 'text/csv' };
  const response = await client.fetch(`kline/imports/${id}/rejected`, { headers });
  await writeOut(client.bodyOf(response), path);
}
