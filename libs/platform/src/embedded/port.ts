import { once } from 'node:events';
import { createServer } from 'node:net';

/** Throws the error of listening when an address and port cannot be listened on. */
export async function assertPortIsFree(host: string, port: number): Promise<void> {
  await listenOnce(host, port);
}

/** Finds a port of 127.0.0.1 that is free at this moment. */
export function freePort(): Promise<number> {
  return listenOnce('127.0.0.1', 0);
}

async function listenOnce(host: string, port: number): Promise<number> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : port;
}
