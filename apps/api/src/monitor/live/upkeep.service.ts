import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { authErrors, AuthService } from '@app/auth';
import {
  type Actor,
  AppError,
  repeat,
  settings,
  type Settings,
  type StopRepeating,
  within,
} from '@app/platform';
import type { Connection } from './connection.js';
import { Connections } from './connections.service.js';

const CHECK_MS = 3000;
const CHECKS_AT_ONCE = 5;

/** Sends heartbeats, and closes the sockets of those whose login or API key has ended. */
@Injectable()
export class Upkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private stops: StopRepeating[] = [];

  constructor(
    private readonly connections: Connections,
    private readonly auth: AuthService,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    const heartbeatMs = this.settings.WEBSOCKET_HEARTBEAT_INTERVAL * 1000;
    this.stops = [
      repeat(heartbeatMs, async () => this.beat(), ignore),
      // While the database is away nobody is closed; the next check asks again.
      repeat(CHECK_MS, () => within(CHECK_MS * 2, this.check()), ignore),
    ];
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.stops.map((stop) => stop()));
  }

  /** Closes a connection at the moment in which its token expires; returns what calls that off. */
  closeAtExpiry(connection: Connection): () => void {
    const { expiresAtMs } = connection.actor;
    if (expiresAtMs === undefined) return ignore;
    const expire = () => connection.close(new AppError(authErrors['auth/token-expired']));
    const timer = setTimeout(expire, Math.max(0, expiresAtMs - Date.now()));
    return () => clearTimeout(timer);
  }

  private beat(): void {
    const timestamp = new Date().toISOString();
    for (const connection of this.connections.all()) {
      if (!connection.isBehind) connection.send('heartbeat', { timestamp });
    }
  }

  private async check(): Promise<void> {
    const logins = [...Map.groupBy(this.connections.all(), ({ actor }) => proofOf(actor)).values()];
    for (let i = 0; i < logins.length; i += CHECKS_AT_ONCE) {
      const some = logins.slice(i, i + CHECKS_AT_ONCE);
      await Promise.all(some.map((connections) => this.checkLogin(connections)));
    }
  }

  private async checkLogin(connections: Connection[]): Promise<void> {
    const [first] = connections;
    // Each token of a login has its own end, which a timer keeps.
    if (!first || (await this.auth.isStillValid({ ...first.actor, expiresAtMs: undefined })))
      return;
    const code = first.actor.apiKeyId ? 'auth/api-key-invalid' : 'auth/session-ended';
    for (const connection of connections) connection.close(new AppError(authErrors[code]));
  }
}

// The role belongs to it: a socket that was opened with another role than the present one must go.
function proofOf({ sessionId, apiKeyId, id, role }: Actor): string {
  return `${sessionId ?? apiKeyId ?? id} ${role}`;
}

function ignore(): void {}
