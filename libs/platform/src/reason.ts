/** Says in one line why something failed, for those who start it rather than those who wrote it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, address, port } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  if (code === 'EADDRINUSE') return `Port ${port} of ${address} is busy; set PORT to a free one.`;
  if (code === 'EACCES' && port !== undefined) {
    return `Port ${port} may not be opened by this user; set PORT above 1023.`;
  }
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${address}; set HOST to one.`;
  return error.message.split('\n')[0] ?? error.name;
}
