/** Stops the PostgreSQL of the specs. */
export default async function tearDown(): Promise<void> {
  await globalThis.stopPostgres?.();
}
