import type { ImportContext, WrittenRows } from './import-context.js';
import { BarHash } from './bar-hash.js';
import { refusalOf } from './import-assessment.js';
import { BAR_SHAPE } from './import-shape.js';
import type { ImportWriter } from './import-writer.repository.js';
import { withReason } from './no-rows.js';
import { RowOrder } from './row-order.js';
import { barSieveFor, offGrid } from './table-import.js';

/** Says that rows cannot go straight into the table: they are not in order, or not all later than what is stored. */
export class NotDirect extends Error {
  override name = 'NotDirect';
}

/** Copies bars, each later than the one before and than all of their series, straight to where they belong; throws NotDirect when it turns out that they are not so, and the transaction must be undone. */
export async function importDirect(
  writer: ImportWriter,
  context: ImportContext,
): Promise<WrittenRows> {
  const { reader, target, options, progress } = context;
  const series = await writer.series.lock(target.name);
  // The grid may depend on what is stored, which was read before the series was locked.
  if (series.count > 0 && series.version !== context.stored?.version) throw new NotDirect();
  const sieve = barSieveFor(context, series.timeframe, series);
  const order = new RowOrder(series.last?.getTime());
  const hash = new BarHash();
  const [ids, versions] = [new Repeated(series.id), new Repeated(series.version + 1)];
  const copy = writer.copyDirect(BAR_SHAPE);
  try {
    await reader.read(sieve, async ({ count, columns }) => {
      order.add(columns[0], count);
      if (order.order !== 'ascending') throw new NotDirect();
      hash.add(sieve.batch, count);
      await copy.write([ids.of(count), ...columns, versions.of(count)], count);
    });
    await copy.finish();
  } catch (error) {
    await copy.abandon();
    throw error;
  }
  progress.stage = 'writing';
  const rows = { ...order.extent(), repeated: 0, clashing: 0 };
  const why = offGrid(context, sieve);
  const refusal = withReason(
    refusalOf(rows, progress.rowsRead, 0, options.onConflict, why),
    reader,
  );
  if (refusal) throw refusal;
  const counts = {
    inserted: rows.count,
    updated: 0,
    unchanged: 0,
    differing: 0,
    duplicates: 0,
    outOfOrder: 0,
    first: rows.first?.toISOString() ?? null,
    last: rows.last?.toISOString() ?? null,
    differences: [],
  };
  return { series, counts, hash: hash.bits(), grid: sieve.grid };
}

// The same number in each row of a batch, made once.
class Repeated {
  private column = new Float64Array(0);

  constructor(private readonly value: number) {}

  of(count: number): Float64Array {
    if (this.column.length < count) this.column = new Float64Array(count).fill(this.value);
    return this.column;
  }
}
