import type { KnownProcess } from './process.repository.js';
import type { QueueCounts } from './queue.service.js';
import { RUN_STATES, type RunState } from '@app/backtest';

/** Is one process on the wire. */
export interface ProcessView {
  id: string;
  kind: string;
  host: string;
  pid: number;
  version: string;
  alive: boolean;
  started_at: string;
  heartbeat_at: string;
  metrics: Record<string, number>;
}

/** Sums the figures of all living processes; the lag is that of the slowest. */
export interface Totals {
  apis: number;
  workers: number;
  cpu_share: number;
  rss_bytes: number;
  event_loop_lag_p99_ms: number;
  threads_total: number;
  threads_busy: number;
  running_jobs: number;
  sockets: number;
  topics: number;
  database_connections: number;
}

/** Counts runs by state; every state is there. */
export type RunCounts = Record<RunState, number>;

/** Holds the figures of the whole system at one moment; `queues` is null while the queue does not answer. */
export interface SystemFigures {
  timestamp: string;
  totals: Totals;
  queues: QueueCounts[] | null;
  runs: RunCounts;
}

/** Holds the figures of the whole system and of each living process. */
export interface SystemMetrics extends SystemFigures {
  processes: ProcessView[];
}

/** Shows a process as the wire has it. */
export function processView(process: KnownProcess): ProcessView {
  const { id, kind, host, pid, version, alive, metrics } = process;
  const started_at = process.startedAt.toISOString();
  const heartbeat_at = process.heartbeatAt.toISOString();
  return { id, kind, host, pid, version, alive, started_at, heartbeat_at, metrics };
}

/** Completes counts with the states that no run is in. */
export function runCounts(counts: Record<string, number>): RunCounts {
  const pairs = RUN_STATES.map((state) => [state, counts[state] ?? 0]);
  return Object.fromEntries(pairs) as RunCounts;
}

/** Sums up living processes; `cpu_share` is of the cores of all hosts. */
export function totalsOf(processes: ProcessView[]): Totals {
  const sum = (name: string) => processes.reduce((n, { metrics }) => n + (metrics[name] ?? 0), 0);
  const lags = processes.map(({ metrics }) => metrics['event_loop_lag_p99_ms'] ?? 0);
  return {
    apis: processes.filter(({ kind }) => kind === 'api').length,
    workers: processes.filter(({ kind }) => kind === 'worker').length,
    cpu_share: cpuShare(processes),
    rss_bytes: sum('rss_bytes'),
    event_loop_lag_p99_ms: Math.max(0, ...lags),
    threads_total: sum('threads_total'),
    threads_busy: sum('threads_busy'),
    running_jobs: sum('running_jobs'),
    sockets: sum('sockets'),
    topics: sum('topics'),
    database_connections: sum('database_connections'),
  };
}

// Processes of one host share its cores, so that their shares add up within a host.
function cpuShare(processes: ProcessView[]): number {
  const hosts = Map.groupBy(processes, ({ host }) => host);
  let [busy, cores] = [0, 0];
  for (const sameHost of hosts.values()) {
    const hostCores = Math.max(1, ...sameHost.map(({ metrics }) => metrics['cores'] ?? 1));
    cores += hostCores;
    busy += sameHost.reduce((n, { metrics }) => n + (metrics['cpu_share'] ?? 0), 0) * hostCores;
  }
  return cores === 0 ? 0 : Math.round((busy / cores) * 1000) / 1000;
}
