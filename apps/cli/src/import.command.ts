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
  decimal?: string;
  factors?: string;
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
  found?: { notes: string[] } | null;
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
  const onSent = ({ sent, total }: Upload) =>
    progress.show(
      'Sending the file.',
      sent / total,
      `${megabytes(sent)} of ${megabytes(total)} MB`,
    );
  const upload = await Upload.of(path, fieldsOf(options), onSent, options.factors);
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
  await printNotes(state);
  if (state.rows_rejected > 0) await printReasons(client, state);
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
  const { symbol, timeframe, format, timezone, columns, decimal, onConflict, adjust } = options;
  const asked = { symbol, timeframe, format, timezone, columns, decimal, on_conflict: onConflict };
  const all = { ...asked, adjust: adjust ? 'true' : undefined };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]),
  );
}

async function printNotes({ found }: ImportState): Promise<void> {
  for (const note of found?.notes ?? []) await print(`note: ${note}\n`);
}

// The first thousand show why; all of them are what --rejected is for.
async function printReasons(client: Client, state: ImportState): Promise<void> {
  const path = `kline/imports/${state.import_id}/rejected?page_size=1000`;
  const { items } = await client.data<{ items: { problem: string }[] }>(path);
  const counts = new Map<string, number>();
  for (const { problem } of items) counts.set(problem, (counts.get(problem) ?? 0) + 1);
  const all = items.length === state.rows_rejected ? '' : ` of the first ${items.length}`;
  for (const [problem, count] of [...counts].toSorted(([, a], [, b]) => b - a)) {
    await print(`left out, ${count}${all}: ${problem}\n`);
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

async function saveRejected(client: Client, id: string, path: string): Promise<void> {
  const headers = { Accept: 'text/csv' };
  const response = await client.fetch(`kline/imports/${id}/rejected`, { headers });
  await writeOut(client.bodyOf(response), path);
}
