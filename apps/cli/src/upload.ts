import { randomUUID } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { access, constants, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { CommandError, reasonOf } from './command-error.js';

const PIECE = 256 * 1024;

/** Is what goes before the file: its fields and, where prices are adjusted by it, a small second file. */
interface Form {
  fields: Record<string, string>;
  factors: { path: string; bytes: Buffer } | undefined;
}

/** Is a form with one file, sent piece by piece, that knows how far it is. */
export class Upload {
  sent = 0;
  readonly total: number;
  /** Why the file could not be read to its end. */
  failure: CommandError | undefined;
  private readonly boundary = `barline-${randomUUID()}`;
  private readonly head: Buffer;
  private readonly tail: Buffer;

  private constructor(
    private readonly path: string,
    private readonly size: number,
    { fields, factors }: Form,
    private readonly onSent: (upload: Upload) => void,
  ) {
    const parts: Uint8Array[] = Object.entries(fields).map(([name, value]) =>
      Buffer.from(this.part(`name="${name}"`, value) + CRLF),
    );
    if (factors) parts.push(Buffer.from(this.filePart('factors', factors.path)), factors.bytes);
    if (factors) parts.push(Buffer.from(CRLF));
    this.head = Buffer.concat([...parts, Buffer.from(this.filePart('file', path))]);
    this.tail = Buffer.from(`${CRLF}--${this.boundary}--${CRLF}`);
    this.total = this.head.length + size + this.tail.length;
  }

  /** Looks at the file; throws a CommandError for what is none, or cannot be read. */
  static async of(
    path: string,
    fields: Record<string, string>,
    onSent: (upload: Upload) => void,
    factors?: string,
  ): Promise<Upload> {
    const found = await stat(path)
      .then(async (stats) => {
        await access(path, constants.R_OK);
        return stats;
      })
      .catch((error: unknown) => {
        throw unreadable(path, reasonOf(error));
      });
    if (!found.isFile()) throw unreadable(path, kindOf(found));
    const sent =
      factors === undefined ? undefined : { path: factors, bytes: await bytesOf(factors) };
    return new Upload(path, found.size, { fields, factors: sent }, onSent);
  }

  /** Whether the server has been sent all of it. */
  get isSent(): boolean {
    return this.sent === this.total;
  }

  /** What `fetch` takes to send it. */
  init(signal?: AbortSignal): RequestInit & { duplex: 'half' } {
    const headers = {
      'Content-Type': `multipart/form-data; boundary=${this.boundary}`,
      'Content-Length': String(this.total),
    };
    const body = ReadableStream.from(this.pieces());
    return { method: 'POST', headers, body, duplex: 'half', signal };
  }

  private filePart(field: string, path: string): string {
    const name = basename(path)
      .replaceAll('"', '%22')
      .replaceAll(/[\r\n]/g, ' ');
    return this.part(`name="${field}"; filename="${name}"`, '');
  }

  private part(disposition: string, value: string): string {
    const lines = [`--${this.boundary}`, `Content-Disposition: form-data; ${disposition}`];
    return [...lines, '', value].join(CRLF);
  }

  private async *pieces(): AsyncGenerator<Uint8Array> {
    yield this.counted(this.head);
    for await (const piece of this.file()) yield this.counted(piece);
    yield this.counted(this.tail);
  }

  // What is appended meanwhile is not sent, since the length has been told.
  private async *file(): AsyncGenerator<Buffer> {
    if (this.size === 0) return;
    let left = this.size;
    try {
      for await (const piece of createReadStream(this.path, {
        end: this.size - 1,
        highWaterMark: PIECE,
      })) {
        left -= (piece as Buffer).length;
        yield piece as Buffer;
      }
    } catch (error) {
      this.fail(reasonOf(error));
    }
    if (left > 0) this.fail('it became shorter while it was sent; try again');
  }

  private fail(reason: string): never {
    this.failure = unreadable(this.path, reason);
    throw this.failure;
  }

  private counted(piece: Uint8Array): Uint8Array {
    this.sent += piece.length;
    this.onSent(this);
    return piece;
  }
}

const CRLF = '\r\n';

function bytesOf(path: string): Promise<Buffer> {
  return readFile(path).catch((error: unknown) => {
    throw unreadable(path, reasonOf(error));
  });
}

function unreadable(path: string, reason: string): CommandError {
  return new CommandError(`${path} cannot be read: ${reason}. Name one readable file.`);
}

function kindOf(stats: Stats): string {
  return stats.isDirectory()
    ? 'it is a folder'
    : 'it is a pipe or a device, and an import needs to know its length; save it as a file first';
}
