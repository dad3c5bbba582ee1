import { io, type Socket } from 'socket.io-client';

/** Is one event that a socket received. */
export interface SocketEvent {
  name: string;
  body: Record<string, any>;
  atMs: number;
}

const EVENT_LIMIT_MS = 20_000;

/** Records every event of a socket, so that a spec can await one that came or is to come. */
export class TestSocket {
  readonly events: SocketEvent[] = [];
  private readonly waiting = new Set<() => void>();

  constructor(readonly io: Socket) {
    io.onAny((name: string, body: Record<string, any>) => this.record(name, body));
    io.on('disconnect', (reason) => this.record('disconnect', { reason }));
  }

  emit(name: string, body?: unknown): void {
    this.io.emit(name, body);
  }

  /** Resolves with the first event of this name that fits, past or future. */
  async next(
    name: string,
    fits: (body: Record<string, any>) => boolean = () => true,
    limitMs = EVENT_LIMIT_MS,
  ): Promise<Record<string, any>> {
    const deadline = performance.now() + limitMs;
    for (;;) {
      const found = this.events.find((event) => event.name === name && fits(event.body));
      if (found) return found.body;
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`No ${name} within ${limitMs} ms; got ${this.summary()}`);
      await this.change(left);
    }
  }

  close(): void {
    this.io.disconnect();
  }

  private record(name: string, body: Record<string, any>): void {
    this.events.push({ name, body, atMs: performance.now() });
    for (const wake of this.waiting) wake();
  }

  private change(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, limitMs);
      this.waiting.add(wake);
    });
  }

  private summary(): string {
    return JSON.stringify(this.events.map(({ name, body }) => [name, body])).slice(0, 2000);
  }
}

/** Connects to `/ws`; a refusal rejects with the server's error, whose `data` holds code and message. */
export async function connectSocket(
  url: string,
  auth: Record<string, unknown>,
  query: Record<string, string> = {},
  extraHeaders: Record<string, string> = {},
): Promise<TestSocket> {
  const client = io(`${url}/ws`, {
    transports: ['websocket'],
    auth,
    query,
    extraHeaders,
    reconnection: false,
    forceNew: true,
  });
  const socket = new TestSocket(client);
  await new Promise<void>((resolve, reject) => {
    client.once('connect', resolve);
    client.once('connect_error', (error) => {
      client.disconnect();
      reject(error);
    });
  });
  return socket;
}
