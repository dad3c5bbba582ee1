import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { RunStatus } from '@app/backtest';
import type { ImportStatus } from '@app/kline';
import type { ClientEvents, ServerEvents } from '@app/monitor';
import type { Connection } from './connection.js';

/** Is the status of what clients follow: a run or an import. */
export type LiveStatus = RunStatus | ImportStatus;

/** Holds what the handshake found out. */
export interface LiveData {
  connection: Connection;
}

/** Is one client of `/ws`. */
export type LiveSocket = Socket<ClientEvents, ServerEvents<LiveStatus>, DefaultEventsMap, LiveData>;

/** Is the namespace `/ws`. */
export type LiveNamespace = Namespace<
  ClientEvents,
  ServerEvents<LiveStatus>,
  DefaultEventsMap,
  LiveData
>;
