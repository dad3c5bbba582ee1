import { randomUUID } from 'node:crypto';
import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client';
import type { TestApp } from './app.js';
import type { Session } from './session.js';

/** Sets what a test changes of a run's row. */
export interface RunRow {
  status?: string;
  stage?: string;
  progress?: number;
  statistics?: Record<string, number>;
}

/** Tries to connect and returns what the server says against it. */
export function refusal(
  url: string,
  options: Partial<ManagerOptions & SocketOptions> = {},
  namespace = '/ws',
): Promise<Record<string, any> | undefined> {
  const client = io(`${url}${namespace}`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    ...options,
  });
  return new Promise((resolve, reject) => {
    client.once('connect', () => {
      client.disconnect();
      reject(new Error('The socket was let in.'));
    });
    client.once('connect_error', (error) => {
      client.disconnect();
      resolve((error as Error & { data?: Record<string, any> }).data);
    });
  });
}

/** Names the topic of a run. */
export function topicOf(id: string): string {
  return `backtest_progress_${id}`;
}

/** Writes the row of a run as a worker whose queue says nothing would leave it. */
export async function insertRun(
  app: TestApp,
  session: Session,
  { status = 'RUNNING', stage = 'running', progress = 0 }: RunRow = {},
): Promise<string> {
  const id = randomUUID();
  const { body } = await session.get('/auth/me');
  await app.query(
    `INSERT INTO backtests (id, user_id, strategy_name, strategy_version, symbols, timeframe, config, status, stage,
       progress, attempts, heartbeat_at, started_at)
     VALUES ($1, $2, 'sma-cross', 1, '{WALK}', '1h', '{}', $3, $4, $5, 1, now() + INTERVAL '1 hour', now())`,
    [id, body.data.id, status, stage, progress],
  );
  return id;
}

/** Changes the row of a run as its worker would, without a word to the queue. */
export async function changeRun(app: TestApp, id: string, changes: RunRow): Promise<void> {
  const { status, stage, progress, statistics } = changes;
  await app.query(
    `UPDATE backtests SET status = coalesce($2, status), stage = coalesce($3, stage),
       progress = coalesce($4, progress), statistics = coalesce($5, statistics), seq = seq + 1
     WHERE id = $1`,
    [id, status, stage, progress, statistics],
  );
}
