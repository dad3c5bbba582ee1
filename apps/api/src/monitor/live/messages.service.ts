import { Injectable, Logger } from '@nestjs/common';
import { monitorErrors } from '@app/monitor';
import { AppError, isAway, platformErrors } from '@app/platform';
import type { Connection } from './connection.js';
import { Subscriptions } from './subscriptions.service.js';

const LONGEST_SHOWN = 100;
const TOPIC = '{ "topic": "…" }';
const TIMESTAMP = '{ "timestamp": … }';

/** Answers what clients send; whatever it is, the answer is an event and never a crash. */
@Injectable()
export class Messages {
  private readonly logger = new Logger('Live');

  constructor(private readonly subscriptions: Subscriptions) {}

  /** Answers one event; what fails becomes an `error` event. */
  async answer(connection: Connection, event: string, body: unknown): Promise<void> {
    if (connection.isClosed) return;
    try {
      await this.act(connection, event, body);
    } catch (error) {
      connection.refuse(this.refusalOf(error));
    }
  }

  /** Turns anything thrown into the failure that a client may see. */
  refusalOf(error: unknown): AppError {
    if (error instanceof AppError) return error;
    if (isAway(error)) return new AppError(platformErrors['server/unavailable']);
    this.logger.error(error);
    return new AppError(platformErrors['server/internal']);
  }

  private async act(connection: Connection, event: string, body: unknown): Promise<void> {
    if (event === 'ping') return connection.send('pong', { timestamp: timestampOf(body) });
    if (event === 'subscribe') {
      return this.subscriptions.subscribe(connection, topicOf(event, body));
    }
    if (event === 'unsubscribe') {
      return this.subscriptions.unsubscribe(connection, topicOf(event, body));
    }
    const shown = event.slice(0, LONGEST_SHOWN);
    throw new AppError(monitorErrors['ws/event-unknown'], { values: { event: shown } });
  }
}

function topicOf(event: string, body: unknown): string {
  const topic = fieldOf(body, 'topic');
  if (typeof topic === 'string') return topic;
  throw new AppError(monitorErrors['ws/payload-invalid'], { values: { event, wants: TOPIC } });
}

function timestampOf(body: unknown): string | number {
  if (body === undefined) return new Date().toISOString();
  const timestamp = fieldOf(body, 'timestamp');
  if (typeof timestamp === 'number') return timestamp;
  if (typeof timestamp === 'string' && timestamp.length <= LONGEST_SHOWN) return timestamp;
  const values = { event: 'ping', wants: TIMESTAMP };
  throw new AppError(monitorErrors['ws/payload-invalid'], { values });
}

function fieldOf(body: unknown, field: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, field) : undefined;
}
