/** Stops the PostgreSQL of the specs. */
export default async function tearDown() {
  await globalThis.stopPostgres?.();
}
