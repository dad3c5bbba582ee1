import { Inject, Injectable } from '@nestjs/common';
import { authErrors, AuthService, type Credentials } from '@app/auth';
import { monitorErrors } from '@app/monitor';
import { AppError, preferredLanguage, settings, type Settings } from '@app/platform';
import { isAllowed } from '../../http/cors.js';
import { Connection } from './connection.js';
import { Connections } from './connections.service.js';
import type { LiveSocket } from './live-socket.js';

/** Lets clients in: from an allowed page, with a good token or API key, while there are seats. */
@Injectable()
export class Admission {
  constructor(
    private readonly auth: AuthService,
    private readonly connections: Connections,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {}

  /** Gives the client its connection and its seat; throws why it may not come in. */
  async admit(socket: LiveSocket): Promise<void> {
    this.checkOrigin(socket);
    const actor = await this.auth.actorOf(credentialsOf(socket.handshake));
    // A client that left meanwhile would never give its seat back.
    if (socket.conn.readyState !== 'open') return;
    const leaveSeat = this.connections.takeSeat();
    socket.conn.once('close', leaveSeat);
    socket.once('disconnect', leaveSeat);
    const language = preferredLanguage(socket.handshake.headers['accept-language']);
    socket.data.connection = new Connection(socket, actor, language);
  }

  private checkOrigin({ handshake }: LiveSocket): void {
    const { origin } = handshake.headers;
    if (origin === undefined || isAllowed(origin, this.settings.ALLOWED_HOSTS)) return;
    throw new AppError(monitorErrors['ws/origin-refused'], { values: { origin } });
  }
}

// Browsers cannot set headers on a WebSocket, programs can: the handshake's own fields come first.
function credentialsOf({ auth, headers }: LiveSocket['handshake']): Credentials {
  const given: Record<string, unknown> = auth;
  const header = headers['x-api-key'];
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
  return {
    token: textOf(given['token']) ?? (given['apiKey'] ? undefined : bearer),
    apiKey: textOf(given['apiKey']) ?? (typeof header === 'string' ? header : undefined),
  };
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw new AppError(authErrors['auth/token-invalid']);
}
