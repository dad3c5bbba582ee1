import { io } from 'socket.io-client';
import type { Client } from './client.js';
import type { ImportState } from './import.command.js';

/** The part of an import's state that the server tells while it runs. */
export type ImportProgress = Pick<ImportState, 'status' | 'progress'> & Partial<ImportState>;

const OVER = ['COMPLETED', 'FAILED', 'STOPPED'];

/** Watches an import until it is over and answers its last state; without a live connection it asks every second. */
export async function followImport(
  client: Client,
  id: string,
  onProgress: (state: ImportProgress) => void,
): Promise<ImportState> {
  const topic = `data_import_${id}`;
  const socket = io(`${client.url}/ws`, {
    transports: ['websocket'],
    auth: { apiKey: client.key },
    query: { topic },
  });
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  const told = ({ data }: { data: ImportProgress }) => {
    onProgress(data);
    if (OVER.includes(data.status)) resolve();
  };
  socket.on('progress_update', told);
  socket.on('status_update', told);
  // A proxy may let no WebSocket through.
  socket.once('connect_error', () => {
    socket.close();
    askUntilOver(client, id, onProgress).then(resolve, reject);
  });
  await over;
  socket.close();
  return client.data<ImportState>(`kline/imports/${id}`);
}

async function askUntilOver(
  client: Client,
  id: string,
  onProgress: (state: ImportProgress) => void,
): Promise<void> {
  for (;;) {
    const state = await client.data<ImportState>(`kline/imports/${id}`);
    onProgress(state);
    if (OVER.includes(state.status)) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
