import { crc32, deflateRawSync } from 'node:zlib';
import {
  type AdjustmentRow,
  bytesSource,
  FormatError,
  type FoundFile,
  openMarketFile,
  type ReadOptions,
  type RefusedRow,
} from '../../libs/kline/src/formats/index.js';

export interface ReadFile {
  found: FoundFile;
  /** Time in ISO, open, high, low, close, volume. */
  rows: (string | number)[][];
  lines: number[];
  quoteVolumes: number[];
  trades: number[];
  refused: RefusedRow[];
  adjustments: AdjustmentRow[];
}

/** Reads a whole file of text or bytes. */
export async function readFile(
  name: string,
  content: string | Uint8Array,
  options?: ReadOptions,
): Promise<ReadFile> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const file = await openMarketFile(bytesSource(name, bytes), options);
  const read: ReadFile = {
    found: file.found,
    rows: [],
    lines: [],
    quoteVolumes: [],
    trades: [],
    refused: [],
    adjustments: [],
  };
  for await (const { rows, refused } of file.batches()) {
    read.refused.push(...refused);
    for (let row = 0; row < rows.count; row += 1) {
      const time = new Date(rows.time[row]).toISOString();
      read.rows.push([
        time,
        rows.open[row],
        rows.high[row],
        rows.low[row],
        rows.close[row],
        rows.volume[row],
      ]);
      read.lines.push(rows.line[row]);
      read.quoteVolumes.push(rows.quoteVolume[row]);
      read.trades.push(rows.trades[row]);
    }
  }
  for await (const { rows, refused } of file.adjustments()) {
    read.adjustments.push(...rows);
    read.refused.push(...refused);
  }
  return read;
}

/** Gives the error with which a file is refused. */
export async function refusalOf(
  name: string,
  content: string | Uint8Array,
  options?: ReadOptions,
): Promise<FormatError> {
  try {
    await readFile(name, content, options);
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error(`${name} was read`);
}

export interface ZipMember {
  name: string;
  bytes: Uint8Array;
  /** Sizes that the archive claims instead of the true one. */
  claims?: number;
  encrypted?: boolean;
  /** The number of the method that the archive names; 0 stores, anything else deflates. */
  method?: number;
}

/** Makes a zip archive, also one that lies. */
export function zipOf(members: ZipMember[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, claims, encrypted, method = 8 } of members) {
    const packed = method === 0 ? bytes : deflateRawSync(bytes);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(encrypted ? 1 : 0, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claims ?? bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, place, Buffer.from(name)]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

/** Makes lines of daily or finer bars that rise and fall, oldest first: time, then the four prices and a volume. */
export function someBars(count: number, stepMs = 60_000, from = Date.UTC(2024, 0, 1)) {
  return Array.from({ length: count }, (_, at) => {
    const open = 100 + ((at * 7) % 13);
    const close = 100 + (((at + 1) * 7) % 13);
    return {
      time: from + at * stepMs,
      open,
      high: Math.max(open, close) + 0.5,
      low: Math.min(open, close) - 0.25,
      close,
      volume: at + 1,
    };
  });
}
