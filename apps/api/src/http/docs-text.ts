/** Names the parts of the API in the order in which the documents show them. */
export const TAGS: [name: string, description: string][] = [
  ['auth', 'Logins, refresh tokens, passwords and API keys.'],
  ['users', 'Users and their roles; for admins.'],
  ['kline', 'Bars: upload, import of files, query, series, and what a market fixes for a symbol.'],
  ['strategy', 'Strategies, their versions, and the JSON Schemas of their params.'],
  ['backtest', 'Runs: queue, follow, read the result, stop, delete.'],
  ['monitor', 'Figures of processes and queues.'],
  ['health', 'For load balancers and Prometheus; outside the base path and without the envelope.'],
];

/** Introduces the API: what every route shares, and the events of Socket.IO. */
export const DESCRIPTION = `
Barline runs backtests: K-line data in, strategies in, trustworthy results out, live while they run.

## Logging in

\`POST /api/v1/auth/login\` gives an access token for \`Authorization: Bearer <access_token>\` and a refresh token for
\`POST /api/v1/auth/refresh\`. Programs may send an API key as \`X-API-Key\` instead. Admins manage all, traders run their own
backtests, viewers read everything.

## Answers

Success is \`{ "success": true, "data": …, "message": "…" }\` with status 200. Lists are pages:
\`data = { items, total, page, page_size, pages }\`. Failure is
\`{ "success": false, "data": null, "message": "…", "error": { code, details, hint, request_id } }\`: \`code\` is stable,
\`details\` names every wrong field, \`hint\` says what to do, \`request_id\` equals the header \`X-Request-Id\`. Unknown
fields are refused. \`message\`, \`problem\` and \`hint\` come in English or Chinese, as \`Accept-Language\` prefers.

Times are ISO 8601 or epoch milliseconds in and ISO 8601 in UTC out; without a zone they are UTC. A range is [start, end) by
open time, and a bare end date means the end of that day. A symbol is 1 to 64 of \`A-Za-z0-9._:/-\`, percent-encoded in paths.
Ids are UUIDs. After too many requests comes 429 with \`Retry-After\`.

## Live events

Connect a Socket.IO 4 client to the namespace \`/ws\`, by WebSocket only, with a token or an API key:

\`\`\`js
import { io } from 'socket.io-client';

const socket = io('http://localhost:8000/ws', { transports: ['websocket'], auth: { token } });
socket.on('connect_error', (error) => console.error(error.data)); // { code, message }
socket.on('progress_update', ({ topic, seq, data }) => console.log(topic, data.progress));
socket.emit('subscribe', { topic: 'backtest_progress_<backtest_id>' });
\`\`\`

\`auth\` holds \`token\` or \`apiKey\`; the headers \`Authorization\` and \`X-API-Key\` do as well. \`?backtest_id=\` or
\`?topic=\` in the handshake's query subscribes at once. A refused handshake is a \`connect_error\` with
\`error.data = { code, message }\`, for instance \`auth/token-expired\` or \`ws/full\`.

| topic | tells |
| --- | --- |
| \`backtest_progress_<backtest_id>\` | status and progress of a run that you may see |
| \`data_import_<import_id>\` | status and progress of an import that you may see |
| \`system_monitor\` | figures of the system, every 2 s |

| you send | with |
| --- | --- |
| \`subscribe\`, \`unsubscribe\` | \`{ topic }\` |
| \`ping\` | \`{ timestamp }\`, which comes back |

| you get | with |
| --- | --- |
| \`connected\` | \`{ connection_id, user: { id, username, role }, backtest_id? }\` |
| \`subscribed\`, \`unsubscribed\` | \`{ topic }\` |
| \`status_update\` | \`{ topic, data }\`, with data as of \`GET backtest/{id}/status\` or \`GET kline/imports/{id}\`: at once, then whenever the status changes |
| \`progress_update\` | \`{ topic, seq, data: { status, progress, message } }\`, at most 5 a second; the last one, at most 2 s after the end, also has \`statistics\` of a run; those of an import have \`rows_read\`, \`rows_written\` and \`rows_rejected\` |
| \`system_metrics\` | \`{ data }\`, with data as of \`GET monitor/metrics\` |
| \`heartbeat\` | \`{ timestamp }\`, every WEBSOCKET_HEARTBEAT_INTERVAL seconds |
| \`pong\` | \`{ timestamp }\` |
| \`error\` | \`{ code, message }\`, also for unknown events, topics and payloads |

\`seq\` grows with each change of a run or an import, whichever server you are connected to: an older one never follows a newer one. When the
token expires or the login ends, an \`error\` says so and the connection is closed.
`.trim();
