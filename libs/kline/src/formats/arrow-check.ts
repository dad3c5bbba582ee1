import { DictionaryBatch } from 'apache-arrow/fb/dictionary-batch';
import type { Field } from 'apache-arrow/fb/field';
import { Footer } from 'apache-arrow/fb/footer';
import { Message } from 'apache-arrow/fb/message';
import { MessageHeader } from 'apache-arrow/fb/message-header';
import { RecordBatch } from 'apache-arrow/fb/record-batch';
import { Schema } from 'apache-arrow/fb/schema';
import { ByteBuffer } from 'flatbuffers';

const MOST_BODY = 512 * 1024 * 1024;
const MOST_FIELDS = 2048;

/** Checks what the metadata of an Arrow message claims against its own size, before anything is made of it; gives the bytes that follow it, and throws a RangeError for what cannot be. */
export function checkedBodyLength(metadata: Uint8Array): number {
  const message = Message.getRootAsMessage(new ByteBuffer(metadata));
  const type = message.headerType();
  if (type === MessageHeader.Schema) {
    checkSchema(message.header(new Schema()) as Schema | null, metadata.length);
  } else if (type === MessageHeader.RecordBatch) {
    checkBatch(message.header(new RecordBatch()) as RecordBatch | null, metadata.length);
  } else if (type === MessageHeader.DictionaryBatch) {
    const dictionary = message.header(new DictionaryBatch()) as DictionaryBatch | null;
    checkBatch(dictionary?.data() ?? null, metadata.length);
  } else throw new RangeError(`a message of kind ${type}`);
  fits(message.customMetadataLength(), metadata.length);
  // A schema has no body, whatever apache-arrow writes as its length.
  if (type === MessageHeader.Schema) return 0;
  const body = Number(message.bodyLength());
  if (!(body >= 0 && body <= MOST_BODY)) throw new RangeError(`a message of ${body} bytes`);
  return body;
}

/** Says whether the metadata of a message are those of a schema. */
export function isSchema(metadata: Uint8Array): boolean {
  const message = Message.getRootAsMessage(new ByteBuffer(metadata));
  return message.headerType() === MessageHeader.Schema;
}

/** Checks what the footer of a whole Arrow file claims; throws a RangeError for what cannot be. */
export function checkFooter(file: Buffer): void {
  const length = file.length < 18 ? -1 : file.readInt32LE(file.length - 10);
  if (length < 0 || length > file.length - 18) throw new RangeError('no footer');
  const bytes = file.subarray(file.length - 10 - length, file.length - 10);
  const footer = Footer.getRootAsFooter(new ByteBuffer(bytes));
  checkSchema(footer.schema(), length);
  fits(footer.recordBatchesLength() * 4, length);
  fits(footer.dictionariesLength() * 4, length);
  for (let at = 0; at < footer.recordBatchesLength(); at += 1) {
    const block = footer.recordBatches(at);
    const start = Number(block?.offset());
    if (!(start >= 8 && start <= file.length)) throw new RangeError('a batch beyond the file');
    checkedBodyLength(
      file.subarray(start + 8, start + Math.max(8, Number(block?.metaDataLength()))),
    );
  }
}

function checkBatch(batch: RecordBatch | null, size: number): void {
  if (!batch) throw new RangeError('no batch');
  fits(batch.nodesLength() * 4, size);
  fits(batch.buffersLength() * 4, size);
  fits(batch.variadicBufferCountsLength(), size);
}

function checkSchema(schema: Schema | null, size: number): void {
  if (!schema) throw new RangeError('no schema');
  fits(schema.fieldsLength(), size);
  fits(schema.customMetadataLength(), size);
  fits(schema.featuresLength(), size);
  let seen = 0;
  const check = (field: Field | null) => {
    seen += 1;
    if (!field || seen > MOST_FIELDS) throw new RangeError('too many fields');
    fits(field.customMetadataLength(), size);
    fits(field.childrenLength(), size);
    for (let child = 0; child < field.childrenLength(); child += 1) check(field.children(child));
  };
  for (let field = 0; field < schema.fieldsLength(); field += 1) check(schema.fields(field));
}

// Each of a list takes four bytes at least.
function fits(length: number, size: number): void {
  if (!(length >= 0 && length * 4 <= size)) throw new RangeError(`a list of ${length}`);
}
