import type { AsyncBuffer, ColumnMetaData, FileMetaData } from 'hyparquet';
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';

const MOST_PAGE = 256 * 1024 * 1024;
const MOST_RATIO = 1000;
const MOST_CHUNK = 512 * 1024 * 1024;

/** Throws a RangeError when the pages of a row group claim more values or bytes than their row group can have, before room is made for them. */
export async function checkPages(
  file: AsyncBuffer,
  { row_groups: groups }: FileMetaData,
  rowStart: number,
  names: readonly string[],
): Promise<void> {
  let first = 0;
  for (const group of groups) {
    const rows = Number(group.num_rows);
    if (first === rowStart && rows > 0) {
      for (const { meta_data: column } of group.columns) {
        if (column && names.includes(column.path_in_schema[0]))
          await checkColumn(file, column, rows);
      }
      return;
    }
    first += rows;
  }
}

async function checkColumn(file: AsyncBuffer, column: ColumnMetaData, rows: number): Promise<void> {
  const size = Number(column.total_compressed_size);
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  if (!(size >= 0 && size <= MOST_CHUNK)) throw new RangeError(`a column of ${size} bytes`);
  const view = new DataView(await file.slice(start, start + size));
  const reader = { view, offset: 0 };
  let values = 0;
  while (reader.offset < size && values < rows) {
    const header = deserializeTCompactProtocol(reader);
    const [unpacked, packed] = [Number(header.field_2), Number(header.field_3)];
    if (!(packed >= 0 && reader.offset + packed <= size))
      throw new RangeError('a page beyond its column');
    if (!(unpacked >= 0 && unpacked <= Math.min(MOST_PAGE, Math.max(packed, 1024) * MOST_RATIO))) {
      throw new RangeError(`a page of ${unpacked} bytes`);
    }
    // Of data pages, dictionaries, and data pages of version 2: the first field counts values.
    const told = header.field_5 ?? header.field_7 ?? header.field_8;
    const count = Number(told?.field_1 ?? 0);
    if (!(count >= 0 && count <= rows))
      throw new RangeError(`a page of ${count} values in ${rows} rows`);
    if (!header.field_7) values += count;
    reader.offset += packed;
  }
}
