import type { ServerEvents } from '@app/monitor';
import { type Actor, type AppError, type Language, render } from '@app/platform';
import type { LiveSocket, LiveStatus } from './live-socket.js';

type Events = ServerEvents<LiveStatus>;

// Above what the final states of all the topics of one socket come to.
const MOST_UNSENT = 4096;

/** Is one topic that a client watches. */
export interface Watching {
  /** The newest state that the client has of it. */
  lastSeq(): number;
  end(): void;
}

/** Is what a connection needs of its socket. */
export type OpenSocket = Pick<LiveSocket, 'id' | 'disconnected' | 'emit' | 'disconnect'> & {
  conn: Pick<LiveSocket['conn'], 'on'>;
};

/** Is one client with what it proved to be, the language that it reads, and what it watches. */
export class Connection {
  readonly topics = new Map<string, Watching>();
  private unsent = 0;

  constructor(
    private readonly socket: OpenSocket,
    readonly actor: Actor,
    readonly language: Language,
  ) {
    // Socket.IO keeps what a slow client has not taken; nothing but these two events tells how much.
    socket.conn.on('packetCreate', () => (this.unsent += 1));
    socket.conn.on('flush', () => (this.unsent = 0));
  }

  /** Identifies the connection. */
  get id(): string {
    return this.socket.id;
  }

  /** Says whether the client has gone. */
  get isClosed(): boolean {
    return this.socket.disconnected;
  }

  /** Says whether the client takes so slowly that nothing more should be kept for it. */
  get isBehind(): boolean {
    return this.unsent >= MOST_UNSENT;
  }

  /** Sends one event. */
  send<Name extends keyof Events>(name: Name, ...body: Parameters<Events[Name]>): void {
    this.socket.emit(name, ...body);
  }

  /** Tells what went wrong, in the client's language. */
  refuse(error: AppError): void {
    this.send('error', refusalOf(error, this.language));
  }

  /** Says why, then closes the client's connection. */
  close(error: AppError): void {
    this.refuse(error);
    this.socket.disconnect(true);
  }

  /** Ends all subscriptions. */
  endTopics(): void {
    for (const watching of this.topics.values()) watching.end();
    this.topics.clear();
  }
}

/** Shows a failure as sockets get it. */
export function refusalOf(
  { code, definition, values }: AppError,
  language: Language,
): { code: string; message: string } {
  return { code, message: render(definition.message, language, values) };
}
