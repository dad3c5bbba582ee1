/** Is one column of a table's batch: numbers (times in epoch milliseconds), texts, or nothing. */
export type TableColumn = ArrayLike<number | string | null>;

/** Is some rows of a table, one column each. */
export interface TableBatch {
  rows: number;
  columns: TableColumn[];
}

/** Is a file of named columns, such as Feather or Parquet. */
export interface Table {
  format: string;
  header: string[];
  /** Which columns hold times that name no zone; null where a column holds no times. */
  localTimes: (boolean | null)[];
  /** Reads the columns at some places (others are empty), batch by batch. */
  batches(places: readonly number[]): AsyncIterable<TableBatch>;
}
