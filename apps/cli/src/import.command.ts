import { constants, openAsBlob } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Client, CommandError } from './client.js';
import { followImport } from './follow.js';
import { Progress } from './progress.js';
import { table } from './table.js';

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
  error: { code: string; message: string; hint?: string } | null;
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
  const body = await formOf(path, options);
  if (options.dryRun) {
    const init = { method: 'POST', body };
    const preview = await client.data<object>('kline/import?dry_run=true', init);
    process.stdout.write(`${JSON.stringify(preview, null, 2)}\n`);
    return;
  }
  const init = { method: 'POST', body };
  const { import_id: id } = await client.data<ImportState>('kline/import', init);
  const progress = new Progress();
  const state = await followImport(client, id, ({ progress: percent, rows_read: rows }) =>
    progress.show(percent, rows === undefined ? '' : `${rows} rows`),
  );
  progress.end();
  const rows = FIGURES.filter((name) => state[name] !== null && state[name] !== undefined);
  process.stdout.write(
    table(
      ['import', id],
      rows.map((name) => [name, String(state[name])]),
    ),
  );
  if (options.rejected !== undefined && state.rows_rejected > 0) {
    await saveRejected(client, id, options.rejected);
  }
  if (state.status === 'COMPLETED') return;
  const { error } = state;
  throw new CommandError(
    error
      ? `${error.message} (${error.code})\n${error.hint ?? ''}`.trim()
      : `It is ${state.status}.`,
  );
}

async function formOf(path: string, options: ImportOptions): Promise<FormData> {
  // Opening as a blob does not say what was wrong.
  await access(path, constants.R_OK).catch((error: Error) => {
    throw new CommandError(`${path} cannot be read: ${error.message}`);
  });
  const file = await openAsBlob(path);
  const form = new FormData();
  const { symbol, timeframe, format, timezone, columns, onConflict } = options;
  const fields = { symbol, timeframe, format, timezone, columns, on_conflict: onConflict };
  for (const [name, value] of Object.entries(fields)) if (value) form.set(name, value);
  if (options.adjust) form.set('adjust', 'true');
  form.set('file', file, basename(path));
  return form;
}

async function saveRejected(client: Client, id: string, path: string): Promise<void> {
  const headers = { Accept: 'text/csv' };
  const response = await client.fetch(`kline/imports/${id}/rejected`, { headers });
  await writeFile(path, Buffer.from(await response.arrayBuffer()));
}
