import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import { monitorErrors } from '@app/monitor';
import { AppError, preferredLanguage } from '@app/platform';
import { Admission } from './admission.service.js';
import { refusalOf } from './connection.js';
import { Connections } from './connections.service.js';
import { Inbox } from './inbox.js';
import type { LiveNamespace, LiveSocket } from './live-socket.js';
import { Messages } from './messages.service.js';
import { runTopic } from './topic.js';
import { Transports } from './transports.service.js';
import { Upkeep } from './upkeep.service.js';

const LARGEST_MESSAGE_BYTES = 16_384;
const ENTER_LIMIT_MS = 10_000;
// Enough to subscribe to all the topics of a socket, and end them, in one go.
const MOST_UNANSWERED = 2000;

type Next = (error?: Error & { data?: unknown }) => void;

/** Opens `/ws`: lets clients in, hands on what they send, and lets them go. */
@WebSocketGateway({
  namespace: '/ws',
  transports: ['websocket'],
  maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
  connectTimeout: ENTER_LIMIT_MS,
  serveClient: false,
})
export class LiveGateway
  implements
    OnGatewayInit<LiveNamespace>,
    OnGatewayConnection<LiveSocket>,
    OnGatewayDisconnect<LiveSocket>
{
  constructor(
    private readonly admission: Admission,
    private readonly connections: Connections,
    private readonly messages: Messages,
    private readonly upkeep: Upkeep,
    private readonly transports: Transports,
  ) {}

  afterInit(namespace: LiveNamespace): void {
    this.transports.follow(namespace.server);
    namespace.use((socket, next) => {
      this.admission.admit(socket).then(
        () => next(),
        (error: unknown) => this.turnAway(socket, error, next),
      );
    });
    // Socket.IO opens the namespace "/" to everybody by itself.
    namespace.server.of('/').use((socket, next) => {
      this.turnAway(socket, new AppError(monitorErrors['ws/namespace-unknown']), next);
    });
  }

  handleConnection(socket: LiveSocket): void {
    const { connection } = socket.data;
    const inbox = new Inbox(MOST_UNANSWERED);
    const put = (event: string, body: unknown) =>
      inbox.put(() => this.messages.answer(connection, event, body));
    socket.onAny((event: unknown, body: unknown) => {
      if (!inbox.isFull && !connection.isBehind) return put(String(event), body);
      const values = { limit: MOST_UNANSWERED };
      connection.close(new AppError(monitorErrors['ws/too-fast'], { values }));
    });
    this.connections.add(connection);
    socket.once('disconnect', this.upkeep.closeAtExpiry(connection));
    const { id, username, role } = connection.actor;
    const [backtestIds, topics] = [asked(socket, 'backtest_id'), asked(socket, 'topic')];
    const [backtest_id] = backtestIds;
    connection.send('connected', {
      connection_id: connection.id,
      user: { id, username, role },
      ...(backtest_id && { backtest_id }),
    });
    for (const topic of [...backtestIds.map(runTopic), ...topics]) put('subscribe', { topic });
  }

  handleDisconnect({ data, conn }: LiveSocket): void {
    this.connections.remove(data.connection);
    // Without /ws a connection has no use; one that is left and entered again and again would only grow.
    conn.close();
  }

  private turnAway(socket: Pick<LiveSocket, 'handshake'>, error: unknown, next: Next): void {
    const language = preferredLanguage(socket.handshake.headers['accept-language']);
    const data = refusalOf(this.messages.refusalOf(error), language);
    next(Object.assign(new Error(data.message), { data }));
  }
}

function asked({ handshake }: LiveSocket, name: string): string[] {
  return [handshake.query[name] ?? []].flat().filter(Boolean);
}
