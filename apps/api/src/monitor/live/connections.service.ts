import { Inject, Injectable } from '@nestjs/common';
import { monitorErrors, MonitorService } from '@app/monitor';
import { AppError, settings, type Settings } from '@app/platform';
import type { Connection } from './connection.js';

/** Knows the sockets of this process, and holds no more than WEBSOCKET_MAX_CONNECTIONS. */
@Injectable()
export class Connections {
  private readonly open = new Set<Connection>();
  private seats = 0;

  constructor(
    monitor: MonitorService,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {
    monitor.gauge('sockets', () => this.seats);
  }

  /** Takes a seat and returns what gives it back, once however often it is called; throws `ws/full`. */
  takeSeat(): () => void {
    const limit = this.settings.WEBSOCKET_MAX_CONNECTIONS;
    if (this.seats >= limit) throw new AppError(monitorErrors['ws/full'], { values: { limit } });
    this.seats += 1;
    let taken = true;
    return () => {
      if (taken) this.seats -= 1;
      taken = false;
    };
  }

  /** Adds a connection that is open. */
  add(connection: Connection): void {
    this.open.add(connection);
  }

  /** Removes a connection and ends what it watched. */
  remove(connection: Connection): void {
    this.open.delete(connection);
    connection.endTopics();
  }

  /** Returns the open connections. */
  all(): Connection[] {
    return [...this.open];
  }
}
