import { Message } from 'apache-arrow/fb/message';
import { MessageHeader } from 'apache-arrow/fb/message-header';
import { RecordBatch } from 'apache-arrow/fb/record-batch';
import { ByteBuffer } from 'flatbuffers';
import type { RowCounter } from './row-counter.js';

const PREFIX = 8;

/** Counts the rows of an Arrow stream by what its messages say of themselves, without their bodies. */
export class ArrowRows implements RowCounter {
  rows = 0;
  private head = Buffer.alloc(0);
  private bodyLeft = 0;

  add(piece: Uint8Array): void {
    this.head = Buffer.concat([this.head, this.withoutBody(piece)]);
    while (this.head.length >= PREFIX) {
      const end = PREFIX + this.head.readInt32LE(4);
      if (end === PREFIX || this.head.length < end) return;
      this.read(this.head.subarray(PREFIX, end));
      this.head = Buffer.from(this.withoutBody(this.head.subarray(end)));
    }
  }

  private read(metadata: Uint8Array): void {
    const message = Message.getRootAsMessage(new ByteBuffer(metadata));
    if (message.headerType() !== MessageHeader.RecordBatch) return;
    const batch = message.header(new RecordBatch()) as RecordBatch | null;
    this.rows += Number(batch?.length() ?? 0);
    this.bodyLeft = Number(message.bodyLength());
  }

  private withoutBody(bytes: Uint8Array): Uint8Array {
    const passed = Math.min(this.bodyLeft, bytes.length);
    this.bodyLeft -= passed;
    return bytes.subarray(passed);
  }
}
