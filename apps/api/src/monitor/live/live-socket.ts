import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { RunStatus } from '@app/backtest';
import type { ClientEvents, ServerEvents } from '@app/monitor';
import type { Connection } from './connection.js';

/** Holds what the handshake found out. */
export interface LiveData {
  connection: Connection;
}

/** Is one client of `/ws`. */
export type LiveSocket = Socket<ClientEvents, ServerEvents<RunStatus>, DefaultEventsMap, LiveData>;

/** Is the namespace `/ws`. */
export type LiveNamespace = Namespace<
  ClientEvents,
  ServerEvents<RunStatus>,
  DefaultEventsMap,
  LiveData
>;
