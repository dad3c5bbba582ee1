import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { MonitorService } from '@app/monitor';
import { repeat, type StopRepeating, within } from '@app/platform';
import type { Connection } from './connection.js';

const EVERY_MS = 2000;
// Figures without those of the queue take 2 s, for so long it is given to answer.
const ANSWER_LIMIT_MS = 5000;

/** Sends the figures of the system to those who want them, every 2 s and at once to a new one; measures nothing for nobody. */
@Injectable()
export class SystemBroadcast implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly connections = new Set<Connection>();
  private stop: StopRepeating | undefined;

  constructor(private readonly monitor: MonitorService) {}

  /** Counts the clients. */
  get size(): number {
    return this.connections.size;
  }

  onApplicationBootstrap(): void {
    // What cannot be measured now is measured 2 s later.
    this.stop = repeat(EVERY_MS, () => this.send(this.connections), ignore);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop?.();
  }

  /** Adds a client and sends it the figures. */
  async add(connection: Connection): Promise<void> {
    this.connections.add(connection);
    await this.send([connection]).catch(ignore);
  }

  /** Removes a client. */
  remove(connection: Connection): void {
    this.connections.delete(connection);
  }

  private async send(connections: Iterable<Connection>): Promise<void> {
    const receivers = [...connections];
    if (receivers.length === 0) return;
    const data = await within(ANSWER_LIMIT_MS, this.monitor.metrics());
    for (const connection of receivers) {
      const wants = this.connections.has(connection) && !connection.isBehind;
      if (wants) connection.send('system_metrics', { data });
    }
  }
}

function ignore(): void {}
