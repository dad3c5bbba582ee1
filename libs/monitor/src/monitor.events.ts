import type { SystemMetrics } from './system-metrics.js';

/** Tells a subscriber how far a run or an import is; the last one of a run carries its statistics. */
export interface ProgressData {
  status: string;
  progress: number;
  message: string;
  statistics?: Record<string, number | null> | null;
  /** Of an import. */
  rows_read?: number;
  rows_written?: number;
  rows_rejected?: number;
}

/** Lists what the server sends on `/ws`; times are ISO 8601 in UTC. */
export interface ServerEvents<Status = unknown> {
  connected: (body: {
    connection_id: string;
    user: { id: string; username: string; role: string };
    backtest_id?: string;
  }) => void;
  subscribed: (body: { topic: string }) => void;
  unsubscribed: (body: { topic: string }) => void;
  status_update: (body: { topic: string; data: Status }) => void;
  progress_update: (body: { topic: string; seq: number; data: ProgressData }) => void;
  system_metrics: (body: { data: SystemMetrics }) => void;
  heartbeat: (body: { timestamp: string }) => void;
  pong: (body: { timestamp: unknown }) => void;
  error: (body: { code: string; message: string }) => void;
}

/** Lists what a client sends on `/ws`; nothing that it sends is trusted to be so. */
export interface ClientEvents {
  subscribe: (body: { topic: string }) => void;
  unsubscribe: (body: { topic: string }) => void;
  ping: (body?: { timestamp?: unknown }) => void;
}
