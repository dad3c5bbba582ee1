/** Says in one line why something failed, for those who start it rather than those who wrote it; `host` is the setting HOST. */
export function reasonOf(error: unknown, host = ''): string {
  if (!(error instanceof Error)) return String(error);
  const { code, address, hostname, port } = error as NodeJS.ErrnoException & {
    address?: string;
    hostname?: string;
    port?: number;
  };
  if (code === 'EADDRINUSE') return `Port ${port} of ${address} is busy; set PORT to a free one.`;
  if (code === 'EACCES' && port !== undefined) {
    return `Port ${port} may not be opened by this user; set PORT above 1023.`;
  }
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${address}; set HOST to one.`;
  if (host && hostname === host) return `HOST is "${host}", which no machine is called (${code}).`;
  return error.message.split('\n')[0] ?? error.name;
}
