import { isIPv6 } from 'node:net';
import { UsageError } from './command-error.js';
import { environment } from './env.js';

/** Is what to do when nothing is found at an address. */
export const OTHER_ADDRESS = 'say where the server is with --url or BARLINE_URL';

const DEFAULT_PORT = '8000';
const LOCAL = '127.0.0.1';
// What the server listens on when it listens on all addresses.
const ANY = new Map([
  ['0.0.0.0', LOCAL],
  ['::', '::1'],
]);

/** Answers where a server with the settings of this environment listens; throws a UsageError for a port that is none. */
export function defaultUrl(source: NodeJS.ProcessEnv = environment()): string {
  const port = source.PORT?.trim() || DEFAULT_PORT;
  if (!/^\d+$/.test(port) || Number(port) > 65_535) {
    throw new UsageError(`PORT is "${port}", which is no port: mend it, or ${OTHER_ADDRESS}.`);
  }
  const host = source.HOST?.trim() || LOCAL;
  const machine = ANY.get(host) ?? host;
  // With 0 the server took any port, and nothing says which.
  return `http://${isIPv6(machine) ? `[${machine}]` : machine}:${Number(port) || DEFAULT_PORT}`;
}

/** Answers an address without a slash at its end; throws a UsageError for one that no server can have. */
export function checkedUrl(url: string): string {
  const example = 'such as http://127.0.0.1:8000, with --url or BARLINE_URL';
  if (!URL.canParse(url)) throw new UsageError(`"${url}" is no address: give one ${example}.`);
  const { protocol } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new UsageError(`"${url}" does not begin with http:// or https://: give one ${example}.`);
  }
  return url.replace(/\/+$/, '');
}
