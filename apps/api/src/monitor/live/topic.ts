/** Is a topic that a client may name: the progress of a run or an import, or the figures of the system. */
export type Topic =
  { kind: 'run' | 'import'; name: string; id: string } | { kind: 'system'; name: string };

const OF_ID =
  /^(backtest_progress|data_import)_([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})$/i;

/** Reads the name of a topic; undefined when there is none of that name. */
export function parseTopic(name: string): Topic | undefined {
  if (name === 'system_monitor') return { kind: 'system', name };
  const [, prefix, id] = OF_ID.exec(name) ?? [];
  if (!prefix || !id) return undefined;
  const kind = prefix === 'data_import' ? 'import' : 'run';
  return { kind, name, id: id.toLowerCase() };
}

/** Names the topic of a run. */
export function runTopic(id: string): string {
  return `backtest_progress_${id}`;
}
