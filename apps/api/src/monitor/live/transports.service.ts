import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { LiveNamespace, LiveSocket } from './live-socket.js';

type Transport = LiveSocket['conn'];

const GOODBYE_MS = 500;
const LOOK_MS = 20;

/** Knows the connections below the sockets, and ends them when the api ends: politely first, so that clients come back by themselves, then whether they listen or not. */
@Injectable()
export class Transports implements BeforeApplicationShutdown {
  private readonly open = new Set<Transport>();
  private closing = false;

  /** Follows every connection that a server accepts. */
  follow({ engine }: LiveNamespace['server']): void {
    engine.on('connection', (transport: Transport) => {
      if (this.closing) return transport.close();
      this.open.add(transport);
      // The transport itself counts as closed before the client has agreed.
      transport.request.socket.once('close', () => this.open.delete(transport));
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    for (const transport of this.open) transport.close();
    const endsAtMs = performance.now() + GOODBYE_MS;
    while (this.open.size > 0 && performance.now() < endsAtMs) await delay(LOOK_MS);
    // A client that has stopped reading never answers, and would hold the HTTP server open.
    for (const { request } of this.open) request.socket.destroy();
  }
}
