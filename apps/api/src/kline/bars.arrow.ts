import {
  Field,
  Float64,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  TimestampMillisecond,
} from 'apache-arrow';
import type { BarBatch } from '@app/kline';

// Every stream ends with a mark of eight bytes: a continuation and a length of zero.
const END_BYTES = 8;
const HIGH_WORD = 4_294_967_296;

/** Writes bars as one Apache Arrow stream, a record batch a batch; the schema's metadata name symbol and timeframe. */
export async function* barsArrow(
  batches: AsyncIterable<BarBatch>,
  symbol: string,
  timeframe: string,
): AsyncGenerator<Uint8Array> {
  const schema = schemaOf(symbol, timeframe);
  const empty = tableToIPC(new Table(schema), 'stream');
  const head = empty.subarray(0, -END_BYTES);
  yield head;
  for await (const batch of batches) {
    // The library's own streams know no back pressure, so each batch is written as a whole stream and its frame cut off.
    const stream = tableToIPC(new Table(schema, recordBatch(schema, batch)), 'stream');
    yield stream.subarray(head.length, -END_BYTES);
  }
  yield empty.subarray(-END_BYTES);
}

function schemaOf(symbol: string, timeframe: string): Schema {
  const fields = [
    new Field('open_time', new TimestampMillisecond('UTC'), false),
    ...['open', 'high', 'low', 'close', 'volume'].map(
      (name) => new Field(name, new Float64(), false),
    ),
    new Field('quote_volume', new Float64(), true),
    new Field('trades', new Int32(), true),
  ];
  return new Schema(
    fields,
    new Map([
      ['symbol', symbol],
      ['timeframe', timeframe],
    ]),
  );
}

function recordBatch(schema: Schema, batch: BarBatch): RecordBatch {
  const { time, open, high, low, close, volume, quoteVolume, trades } = batch;
  const children = [
    makeData({
      type: new TimestampMillisecond('UTC'),
      data: integersOf(time),
    }),
    ...[open, high, low, close, volume].map((data) => makeData({ type: new Float64(), data })),
    makeData({ type: new Float64(), data: quoteVolume, ...nullsOf(quoteVolume) }),
    makeData({ type: new Int32(), data: Int32Array.from(trades), ...nullsOf(trades) }),
  ];
  const type = new Struct(schema.fields);
  return new RecordBatch(schema, makeData({ type, length: time.length, nullCount: 0, children }));
}

// Low word first; a BigInt for each would be an object for each.
function integersOf(time: Float64Array): BigInt64Array {
  const words = new Int32Array(time.length * 2);
  for (let i = 0; i < time.length; i++) {
    words[2 * i] = time[i];
    words[2 * i + 1] = Math.floor(time[i] / HIGH_WORD);
  }
  return new BigInt64Array(words.buffer);
}

// One bit a row, the lowest first, set where the value is known.
function nullsOf(values: Float64Array): { nullCount: number; nullBitmap: Uint8Array } {
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 8));
  let nullCount = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) nullCount++;
    else nullBitmap[i >> 3] |= 1 << (i & 7);
  }
  return { nullCount, nullBitmap };
}
